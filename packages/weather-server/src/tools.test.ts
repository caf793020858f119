import { newApiKey, newId, type Scope } from '@chaperone/contracts'
import { openDatabase } from '@chaperone/db'
import { createTestDatabase, type TestDatabase } from '@chaperone/db/testing'
import {
  callTool,
  connectClient,
  startServer,
  startTestIssuer,
  type TestIssuer,
  type TestServer,
} from '@chaperone/mcp-server-kit/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toolsWith } from './tools.ts'

const alice = newId('user')
const bob = newId('user')
const lisbon = { name: 'Lisbon', country: 'Portugal', latitude: 38.7167, longitude: -9.1333, timeZone: 'Europe/Lisbon' }

let database: TestDatabase
let issuer: TestIssuer
let server: TestServer
/** A program's key that may read the weather and nothing else. */
let readKey: string

function callWith(credential: string, tool: string, input: Record<string, unknown> = {}) {
  return callTool({ resource: server.resource, credential, tool, input })
}

function call(sub: string, tool: string, input: Record<string, unknown> = {}) {
  const scope = 'weather:read weather:places:read weather:places:write'
  return callWith(issuer.token({ sub, audience: server.resource, scope }), tool, input)
}

type Client = Awaited<ReturnType<typeof connectClient>>

async function withClient(sub: string, scope: string, work: (client: Client) => Promise<void>): Promise<void> {
  const credential = issuer.token({ sub, audience: server.resource, scope })
  const client = await connectClient({ resource: server.resource, credential })
  await work(client).finally(() => client.close())
}

// Without row-level security the queries' own conditions have to hold alone.
describe.each(['on', 'off'] as const)('with row-level security %s', (rowSecurity) => {
  beforeAll(async () => {
    database = await createTestDatabase({ rowSecurity })
    issuer = await startTestIssuer()
    server = await startServer({
      entry: new URL('./main.ts', import.meta.url),
      issuer,
      databaseUrl: database.urlFor('weather'),
      environment: { WEATHER_OFFLINE: 'true' },
    })
    const { id, key, hash } = await newApiKey()
    const scopes: Scope[] = ['weather:read']
    const rows = openDatabase(database.urlFor('web'), { role: 'web' })
    const expiresAt = new Date(Date.now() + 60_000)
    const serviceAccountId = newId('service')
    await rows.unowned.serviceAccount.create({ data: { id: serviceAccountId, name: 'A program' } })
    await rows.unowned.apiKey.create({
      data: { id, hash, scopes, expiresAt, server: 'weather', serviceAccountId, clientId: 'host' },
    })
    await rows.close()
    readKey = key
  })

  afterAll(async () => {
    await server?.stop()
    await issuer?.close()
    await database?.drop()
  })

  describe('weather without a network', () => {
    test('comes from the bundled model, and says so', async () => {
      const { output: found } = await callWith(readKey, 'weather_search_places', { query: 'lisboa' })
      expect(found).toEqual({ source: 'bundled climate model', places: [lisbon] })
      const { latitude, longitude } = lisbon
      const { output: forecast } = await callWith(readKey, 'weather_forecast', { latitude, longitude })
      expect(forecast).toMatchObject({ source: 'bundled climate model', timeZone: 'Europe/Lisbon' })
      expect(forecast.days).toHaveLength(7)
      const { output: current } = await callWith(readKey, 'weather_current', { latitude, longitude })
      expect(current.source).toBe('bundled climate model')
    })

    test('a place nobody has heard of is an empty list', async () => {
      const { output } = await callWith(readKey, 'weather_search_places', { query: 'Xyzzy' })
      expect(output.places).toEqual([])
    })
  })

  describe('saved places', () => {
    test('are 500 at most, and one of them may be saved again', async () => {
      const carol = newId('user')
      const rows = openDatabase(database.urlFor('weather'), { role: 'weather' })
      const data = Array.from({ length: 499 }, (_, index) => ({
        ...lisbon,
        id: newId('place'),
        ownerId: carol,
        latitude: index / 10,
      }))
      await rows.withOwner({ ownerId: carol }, (tx) => tx.savedPlace.createMany({ data }))
      await rows.close()
      expect((await call(carol, 'weather_save_place', lisbon)).output).toMatchObject(lisbon)
      expect((await call(carol, 'weather_save_place', lisbon)).output).toMatchObject(lisbon)
      const another = await call(carol, 'weather_save_place', { ...lisbon, longitude: 0 })
      expect(another.error?.error).toBe('limit_reached')
      expect((await call(bob, 'weather_save_place', { ...lisbon, longitude: 0 })).output).toBeDefined()
      await call(bob, 'weather_remove_place', { placeId: (await call(bob, 'weather_list_places')).output.places[0].id })
    })

    test('are saved once, however often and by however many calls', async () => {
      const answers = await Promise.all(Array.from({ length: 4 }, () => call(alice, 'weather_save_place', lisbon)))
      const [first] = answers
      expect(first?.output).toMatchObject(lisbon)
      for (const answer of answers) expect(answer).toEqual(first)
      const nearly = await call(alice, 'weather_save_place', { ...lisbon, latitude: 38.71671, name: 'Lisboa' })
      expect(nearly.output).toEqual(first?.output)
      expect((await call(alice, 'weather_list_places')).output.places).toEqual([first?.output])
    })

    test('of two people are two places, each seen by one', async () => {
      const { output: hers } = await call(alice, 'weather_save_place', lisbon)
      const { output: his } = await call(bob, 'weather_save_place', lisbon)
      expect(his.id).not.toBe(hers.id)
      expect((await call(bob, 'weather_list_places')).output.places).toEqual([his])
    })

    test('weather_remove_place is the only tool that takes an id', () => {
      const taking = toolsWith(null).filter(({ input }) => 'placeId' in input.shape)
      expect(taking.map(({ name }) => name)).toEqual(['weather_remove_place'])
    })

    test('weather_remove_place answers a foreign id exactly as an unknown one', async () => {
      const { output: his } = await call(bob, 'weather_save_place', lisbon)
      const answer = await call(alice, 'weather_remove_place', { placeId: his.id })
      expect(answer.error?.error).toBe('not_found')
      expect(answer).toEqual(await call(alice, 'weather_remove_place', { placeId: newId('place') }))
      expect((await call(bob, 'weather_list_places')).output.places).toEqual([his])
      expect((await call(bob, 'weather_remove_place', { placeId: his.id })).output).toEqual({ removed: true })
      expect((await call(bob, 'weather_list_places')).output.places).toEqual([])
    })

    test.each(['weather_list_places', 'weather_save_place', 'weather_remove_place'])(
      '%s is refused to a key without that scope',
      async (tool) => {
        const answer = await callWith(readKey, tool, tool === 'weather_save_place' ? lisbon : {})
        expect(answer.status).toBe(403)
        expect(answer.body).toContain('insufficient_scope')
      },
    )
  })

  describe('a saved place as a resource', () => {
    const all = 'weather:read weather:places:read weather:places:write'

    test('is listed and read to its owner, and marked as theirs', async () => {
      const { output: place } = await call(alice, 'weather_save_place', lisbon)
      await withClient(alice, all, async (client) => {
        const uri = `weather://places/${place.id}`
        const listed = (await client.listResources()).resources
        expect(listed).toMatchObject([{ uri, title: 'Lisbon, Portugal', mimeType: 'application/json' }])
        const { contents, ...hints } = await client.readResource({ uri })
        expect(hints).toMatchObject({ cacheScope: 'private' })
        expect(contents).toMatchObject([{ uri, mimeType: 'application/json', text: JSON.stringify(place) }])
      })
    })

    test('of others is answered exactly as an unknown one', async () => {
      const { output: place } = await call(alice, 'weather_save_place', lisbon)
      await withClient(bob, all, async (client) => {
        const refusalOf = (id: string) =>
          client
            .readResource({ uri: `weather://places/${id}` })
            .catch(({ code, message }) => [code, String(message).replaceAll(id, 'ID')])
        const foreign = await refusalOf(place.id)
        expect(foreign).toEqual([-32602, expect.any(String)])
        expect(foreign).toEqual(await refusalOf(newId('place')))
        expect((await client.listResources()).resources.map(({ uri }) => uri)).not.toContain(
          `weather://places/${place.id}`,
        )
      })
    })

    test('is not there without its scope', async () => {
      await withClient(alice, 'weather:read', async (client) => {
        expect((await client.listResources()).resources).toEqual([])
        expect((await client.listResourceTemplates()).resourceTemplates).toEqual([])
      })
    })
  })

  describe('the prompt for packing', () => {
    const prompt = (place: string) => ({ name: 'weather_pack_bag', arguments: { place } })

    test('holds a week’s weather and says where it comes from', async () => {
      await withClient(alice, 'weather:read', async (client) => {
        const [message] = (await client.getPrompt(prompt('lisboa'))).messages
        const text = message?.content.type === 'text' ? message.content.text : ''
        const data = JSON.parse(text.split('\n').at(-1) ?? '')
        expect(data).toMatchObject({ place: 'Lisbon, Portugal', source: 'bundled climate model' })
        expect(data.days).toHaveLength(7)
      })
    })

    test('for a place nobody has heard of is refused with words', async () => {
      await withClient(alice, 'weather:read', async (client) => {
        const refused = expect(client.getPrompt(prompt('Xyzzy'))).rejects
        await refused.toMatchObject({ code: -32602, message: expect.stringContaining('There is no such place') })
      })
    })
  })

  test.each([
    ['a smuggled owner', 'weather_save_place', { ...lisbon, ownerId: bob }],
    ['a latitude beyond the pole', 'weather_forecast', { latitude: 91, longitude: 0 }],
    ['more days than there are', 'weather_forecast', { latitude: 0, longitude: 0, days: 8 }],
    ['a query of one letter', 'weather_search_places', { query: ' x ' }],
  ])('%s is an invalid input, not an internal error', async (_what, tool, input) => {
    const answer = await call(alice, tool, input)
    expect(answer.output).toBeUndefined()
    expect(answer.status).toBe(200)
    expect(answer.body).toMatch(/invalid/i)
    expect(answer.body).not.toContain('internal_error')
  })
})
