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

test.each(['usr_alice', 'svc_unknown'])('no key is made for %s; the answer names the accounts', async (account) => {
  const attempt = desk.create({ ...order, serviceAccountId: account })
  await expect(attempt).rejects.toThrow(`There is no service account ${account}; keys act as one of svc_team.`)
  expect(await desk.list()).toEqual([])
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
