import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { REGISTRATIONS_PER_NETWORK, UNUSED_REGISTRATION_SECONDS, UNUSED_REGISTRATIONS } from '@chaperone/contracts'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { database } from '../database.ts'
import { useWebDatabase } from '../testing/web-database.ts'
import { noteOpened } from './interaction.ts'
import { authorizationServer } from './provider.ts'
import { RecordAdapter } from './record-adapter.ts'

const ADDRESSES = 250
let server: Server
let url = ''
let visitor = 0

process.env.DYNAMIC_REGISTRATION = 'true'
process.env.TRUST_PROXY = 'true'
useWebDatabase({ id: 'usr_a', email: 'a@example.com' })

beforeAll(async () => {
  const callback = (await authorizationServer()).callback()
  server = createServer((request, response) => {
    request.headers.host = 'localhost:3000'
    void callback(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/oauth/register`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))
beforeEach(() => {
  // Each test comes from a network of its own.
  visitor += 1
})

const honest = {
  client_name: 'An older agent',
  redirect_uris: ['http://127.0.0.1:7777/callback'],
  token_endpoint_auth_method: 'none',
}

async function register(metadata: object, network = `203.0.${visitor % ADDRESSES}.1`) {
  const headers = { 'Content-Type': 'application/json', 'X-Forwarded-For': network }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(metadata) })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

test('a client registers itself, with no secret, and nobody vouches for it', async () => {
  const { status, body } = await register(honest)
  expect(status).toBe(201)
  expect(body).not.toHaveProperty('client_secret')
  expect(body).not.toHaveProperty('registration_access_token')
  const row = await database().unowned.client.findUniqueOrThrow({ where: { id: String(body.client_id) } })
  expect(row).toMatchObject({ name: honest.client_name, isSelfRegistered: true, resource: null, scopes: [] })
  expect((await (await authorizationServer()).Client.find(String(body.client_id)))?.clientName).toBe(honest.client_name)
})

test.each<[string, object]>([
  ['an address in the clear', { redirect_uris: ['http://evil.example/callback'] }],
  ['a scheme that any program can claim', { redirect_uris: ['evil:callback'] }],
  ['a script', { redirect_uris: ['javascript:alert(1)'] }],
  ['no name', { client_name: undefined }],
  ['a name that reads otherwise than it is', { client_name: 'Chaperone \u202Eenil' }],
  ['keys elsewhere', { token_endpoint_auth_method: 'private_key_jwt', jwks_uri: 'https://evil.example/jwks' }],
  ['a shared secret', { token_endpoint_auth_method: 'client_secret_post' }],
  ['a shared secret by saying nothing', { token_endpoint_auth_method: undefined }],
])('none with %s', async (_what, change) => {
  expect((await register({ ...honest, ...change })).status).toBe(400)
})

test('one that calls itself a machine has no rights anywhere', async () => {
  const machine = { grant_types: ['client_credentials'], redirect_uris: [], response_types: [] }
  const { body } = await register({ ...honest, ...machine })
  const row = await database().unowned.client.findUnique({ where: { id: String(body.client_id) } })
  expect(row).toMatchObject({ resource: null, scopes: [] })
})

test('one network registers so many a minute, and others are not held up', async () => {
  for (let one = 0; one < REGISTRATIONS_PER_NETWORK; one += 1) expect((await register(honest)).status).toBe(201)
  expect((await register(honest)).status).toBe(429)
  expect((await register(honest, '198.51.100.1')).status).toBe(201)
})

test('whoever holds a /56 is one visitor, with four times as many', async () => {
  for (let one = 0; one < REGISTRATIONS_PER_NETWORK * 4; one += 1) {
    expect((await register(honest, `2001:db8:1:${one.toString(16)}::1`)).status).toBe(201)
  }
  expect((await register(honest, '2001:db8:1:ff::1')).status).toBe(429)
  expect((await register(honest, '2001:db8:1:100::1')).status).toBe(201)
})

test('those that nobody connects are forgotten within the hour', async () => {
  const { body } = await register(honest)
  const { body: used } = await register(honest)
  await database().unowned.oidcRecord.create({
    data: {
      model: 'Grant',
      idHash: 'used',
      clientId: String(used.client_id),
      payload: {},
      expiresAt: new Date(Date.now() + 60_000),
    },
  })
  const long = new Date(Date.now() - UNUSED_REGISTRATION_SECONDS * 1_000 - 1_000)
  await database().execute('DELETE FROM identity.clients WHERE id <> ALL($1)', [[body.client_id, used.client_id]])
  const aged = (id: unknown) => ({
    id: String(id),
    name: 'x',
    metadata: honest,
    isSelfRegistered: true,
    createdAt: long,
  })
  await database().unowned.client.deleteMany()
  await database().unowned.client.createMany({ data: [aged(body.client_id), aged(used.client_id)] })
  expect((await register(honest)).status).toBe(201)
  const kept = await database().unowned.client.findMany({ where: { createdAt: long } })
  expect(kept.map(({ id }) => id)).toEqual([used.client_id])
})

test('where there are too many, the oldest that nobody uses makes room', async () => {
  const { client: clients, oidcRecord: records } = database().unowned
  await Promise.all([clients.deleteMany(), records.deleteMany()])
  const ids = Array.from({ length: UNUSED_REGISTRATIONS }, (_, number) => `cli_${String(number).padStart(4, '0')}`)
  const since = Date.now() - 60_000
  await clients.createMany({
    data: ids.map((id, number) => ({
      id,
      name: 'x',
      metadata: honest,
      isSelfRegistered: true,
      createdAt: new Date(since + number),
    })),
  })
  const [deciding = '', connected = '', over = '', begun = ''] = ids
  const live = { payload: {}, expiresAt: new Date(Date.now() + 60_000) }
  // As the library writes a request, and one that a person is deciding on.
  await new RecordAdapter('Interaction').upsert('of a stranger', { params: { client_id: begun } }, 60)
  await new RecordAdapter('Interaction').upsert('of one', { params: { client_id: deciding } }, 60)
  await noteOpened('of one', 'usr_a')
  await records.createMany({
    data: [
      { ...live, model: 'Grant', idHash: 'of another', clientId: connected },
      {
        ...live,
        model: 'Interaction',
        accountId: 'usr_a',
        idHash: 'over',
        clientId: over,
        expiresAt: new Date(Date.now() - 1_000),
      },
    ],
  })
  // One is connected and does not count any more, so there is room for one; after that the oldest goes that nobody has
  // looked at, whether a stranger has begun something with it or not.
  for (const gone of [[], [over], [over, begun]]) {
    expect((await register(honest)).status).toBe(201)
    const kept = new Set((await clients.findMany()).map(({ id }) => id))
    expect(ids.filter((id) => !kept.has(id))).toEqual(gone)
  }

  const all = await clients.findMany({ select: { id: true } })
  await records.createMany({
    data: all.map(({ id }) => ({
      ...live,
      model: 'Interaction',
      accountId: 'usr_a',
      idHash: `of ${id}`,
      clientId: id,
    })),
  })
  expect(await register(honest)).toMatchObject({ status: 400, body: { error: 'temporarily_unavailable' } })
  expect(await clients.count()).toBe(all.length)
})
