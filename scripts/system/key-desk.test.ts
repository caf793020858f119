import { openDatabase } from '@chaperone/db'
import { createTestDatabase, type TestDatabase } from '@chaperone/db/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type KeyDesk, openKeyDesk } from './key-desk.ts'

const order = { server: 'calendar', scopes: ['calendar:read'], serviceAccountId: 'svc_team', clientId: 'my-client' }

let testDatabase: TestDatabase
let desk: KeyDesk
beforeAll(async () => {
  testDatabase = await createTestDatabase()
  const web = openDatabase(testDatabase.urlFor('web'), { role: 'web', connections: 1 })
  await web.unowned.serviceAccount.create({ data: { id: 'svc_team', name: 'The team calendar' } })
  await web.close()
  desk = openKeyDesk(testDatabase.urlFor('web'))
})
afterAll(async () => {
  await desk.close()
  await testDatabase.drop()
})

async function row(id: string) {
  const found = (await desk.list()).find((key) => key.id === id)
  if (!found) throw new Error(`no row for ${id}`)
  return found
}

test.each(['usr_alice', 'svc_unknown'])('no key is made for %s; the answer names the accounts', async (account) => {
  const attempt = desk.create({ ...order, serviceAccountId: account })
  await expect(attempt).rejects.toThrow(`There is no service account ${account}; keys act as one of svc_team.`)
  expect(await desk.list()).toEqual([])
})

test('a rotated key ends after the overlap, and its successor has the same rights', async () => {
  const former = await desk.create(order)
  const successor = await desk.rotate(former.id, { overlapSeconds: 60 })
  const secondsLeft = ((await row(former.id)).expiresAt.getTime() - Date.now()) / 1_000
  expect(secondsLeft).toBeGreaterThan(50)
  expect(secondsLeft).toBeLessThanOrEqual(60)
  expect(await row(successor.id)).toMatchObject({ ...order, revokedAt: null })
})

test('a rotation never prolongs the life of the key it replaces', async () => {
  const former = await desk.create({ ...order, expiresInSeconds: 10 })
  await desk.rotate(former.id, { overlapSeconds: 3_600 })
  expect((await row(former.id)).expiresAt).toEqual(former.expiresAt)
})

test('a server cannot create, revoke or prolong a key, even one of its own', async () => {
  const { id } = await desk.create(order)
  const server = openDatabase(testDatabase.urlFor('calendar'), { role: 'calendar', connections: 1 })
  const keys = server.unowned.apiKey
  const { hash, ...rights } = await row(id)
  await expect(keys.create({ data: { ...rights, id: 'key_own', hash: new Uint8Array(hash) } })).rejects.toThrow()
  await expect(keys.update({ where: { id }, data: { revokedAt: new Date() } })).rejects.toThrow()
  await expect(keys.update({ where: { id }, data: { expiresAt: new Date(2040, 0) } })).rejects.toThrow()
  await server.close()
})

test('a rotated key lives as long as the old one was made for, unless told otherwise', async () => {
  const week = 7 * 86_400
  const old = await desk.create({ ...order, expiresInSeconds: week })
  const secondsLeft = ({ expiresAt }: { expiresAt: Date }) => (expiresAt.getTime() - Date.now()) / 1_000
  expect(secondsLeft(await desk.rotate(old.id, { overlapSeconds: week }))).toBeCloseTo(week, -2)
  expect(secondsLeft(await desk.rotate(old.id, { overlapSeconds: 0, expiresInSeconds: 86_400 }))).toBeCloseTo(
    86_400,
    -2,
  )
})

test.each([
  [{ server: '' }, '--server is required: weather or calendar.'],
  [{ server: 'tasks' }, 'There are no keys for tasks'],
  [{ scopes: [] }, '--scopes is required; calendar has calendar:read, calendar:write'],
  [{ scopes: ['calendar:read', 'weather:read'] }, 'There is no scope weather:read at calendar; it has calendar:read'],
])('an order with %j is refused by a sentence that names what is wrong', async (change, sentence) => {
  await expect(desk.create({ ...order, ...change })).rejects.toThrow(sentence)
})
