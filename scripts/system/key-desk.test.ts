import { openDatabase } from '@chaperone/db'
import { createTestDatabase, type TestDatabase } from '@chaperone/db/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type KeyDesk, openKeyDesk } from './key-desk.ts'

let testDatabase: TestDatabase
let desk: KeyDesk

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  desk = openKeyDesk(testDatabase.urlFor('web'))
})
afterAll(async () => {
  await desk.close()
  await testDatabase.drop()
})

const order = { server: 'weather', scopes: ['weather:read'], serviceAccountId: 'svc_host', clientId: 'my-client' }

async function row(id: string) {
  const found = (await desk.list()).find((key) => key.id === id)
  if (!found) throw new Error(`no row for ${id}`)
  return found
}

test('a rotated key ends after the overlap, and its successor has the same rights', async () => {
  const former = await desk.create(order)
  const successor = await desk.rotate(former.id, 60)
  const secondsLeft = ((await row(former.id)).expiresAt.getTime() - Date.now()) / 1_000
  expect(secondsLeft).toBeGreaterThan(50)
  expect(secondsLeft).toBeLessThanOrEqual(60)
  expect(await row(successor.id)).toMatchObject({ ...order, revokedAt: null })
})

test('a rotation never prolongs the life of the key it replaces', async () => {
  const former = await desk.create({ ...order, expiresInSeconds: 10 })
  await desk.rotate(former.id, 3_600)
  expect((await row(former.id)).expiresAt).toEqual(former.expiresAt)
})

test('a server cannot create, revoke or prolong a key, even one of its own', async () => {
  const { id } = await desk.create(order)
  const server = openDatabase(testDatabase.urlFor('weather'), { connections: 1 })
  const keys = server.unowned.apiKey
  const { hash, ...rights } = await row(id)
  await expect(keys.create({ data: { ...rights, id: 'key_own', hash: new Uint8Array(hash) } })).rejects.toThrow()
  await expect(keys.update({ where: { id }, data: { revokedAt: new Date() } })).rejects.toThrow()
  await expect(keys.update({ where: { id }, data: { expiresAt: new Date(2040, 0) } })).rejects.toThrow()
  await server.close()
})
