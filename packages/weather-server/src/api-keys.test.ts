import { newApiKey, newId } from '@chaperone/contracts'
import { type Database, openDatabase } from '@chaperone/db'
import { createTestDatabase, type TestDatabase } from '@chaperone/db/testing'
import {
  callTool,
  startServer,
  startTestIssuer,
  type TestIssuer,
  type TestServer,
} from '@chaperone/mcp-server-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'

let testDatabase: TestDatabase
let issuer: TestIssuer
let server: TestServer
/** The owner of the server, who issues and ends keys. */
let owner: Database

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  issuer = await startTestIssuer()
  server = await startServer({
    entry: new URL('./main.ts', import.meta.url),
    issuer,
    databaseUrl: testDatabase.urlFor('weather'),
    environment: { WEATHER_OFFLINE: 'true' },
  })
  owner = openDatabase(testDatabase.urlFor('web'), { role: 'web', connections: 2 })
})
afterAll(async () => {
  await server.stop()
  await Promise.all([owner.close(), issuer.close()])
  await testDatabase.drop()
})

async function issue(endsInMilliseconds = 60_000): Promise<{ id: string; key: string }> {
  const { id, key, hash } = await newApiKey()
  const expiresAt = new Date(Date.now() + endsInMilliseconds)
  const serviceAccountId = newId('service')
  await owner.unowned.serviceAccount.create({ data: { id: serviceAccountId, name: 'A program' } })
  const rights = { server: 'weather', serviceAccountId, clientId: 'host', scopes: ['weather:read'] }
  await owner.unowned.apiKey.create({ data: { id, hash, expiresAt, ...rights } })
  return { id, key }
}

async function statusWith(credential: string): Promise<number> {
  const call = { tool: 'weather_search_places', input: { query: 'lisbon' } }
  return (await callTool({ resource: server.resource, credential, ...call })).status
}

function row(id: string) {
  return owner.unowned.apiKey.findUniqueOrThrow({ where: { id } })
}

test('a revoked key is refused on the next request', async () => {
  const { id, key } = await issue()
  expect(await statusWith(key)).toBe(200)
  await owner.unowned.apiKey.update({ where: { id }, data: { revokedAt: new Date() } })
  expect(await statusWith(key)).toBe(401)
})

test('while a key is rotated both work; after the overlap the new one alone does', async () => {
  const former = await issue()
  const successor = await issue()
  const endAt = (expiresAt: Date) => owner.unowned.apiKey.update({ where: { id: former.id }, data: { expiresAt } })
  await endAt(new Date(Date.now() + 30_000))
  expect(await statusWith(former.key)).toBe(200)
  expect(await statusWith(successor.key)).toBe(200)
  await endAt(new Date())
  expect(await statusWith(former.key)).toBe(401)
  expect(await statusWith(successor.key)).toBe(200)
})

test('a key that has ended is refused from its first use on', async () => {
  expect(await statusWith((await issue(-1_000)).key)).toBe(401)
})

test('the last use of a key is noted, at most once a minute, and a refused use is not', async () => {
  const { id, key } = await issue()
  expect((await row(id)).lastUsedAt).toBeNull()
  expect(await statusWith(key)).toBe(200)
  await expect.poll(async () => (await row(id)).lastUsedAt).toBeInstanceOf(Date)

  const { lastUsedAt } = await row(id)
  expect(await statusWith(key)).toBe(200)
  const other = await issue()
  expect(await statusWith(other.key)).toBe(200)
  // Noted after the second use of the first key, so that one would be there by now.
  await expect.poll(async () => (await row(other.id)).lastUsedAt).toBeInstanceOf(Date)
  expect((await row(id)).lastUsedAt).toEqual(lastUsedAt)

  const ended = await issue(-1_000)
  expect(await statusWith(ended.key)).toBe(401)
  expect((await row(ended.id)).lastUsedAt).toBeNull()
})
