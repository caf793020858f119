import { afterAll, beforeAll, expect, test } from 'vitest'
import { openAuditLog } from './audit-log.ts'
import { type Database, openDatabase } from './index.ts'
import { type KeyDesk, openKeyDesk } from './key-desk.ts'
import { createTestDatabase, type TestDatabase } from './testing/index.ts'

const order = { server: 'calendar', scopes: ['calendar:read'], serviceAccountId: 'svc_team', clientId: 'my-client' }

let testDatabase: TestDatabase
let web: Database
let desk: KeyDesk
beforeAll(async () => {
  testDatabase = await createTestDatabase()
  web = openDatabase(testDatabase.urlFor('web'), { role: 'web', connections: 2 })
  await web.unowned.serviceAccount.create({ data: { id: 'svc_team', name: 'The team calendar' } })
  const audit = openAuditLog(web, 'web', () => {})
  desk = openKeyDesk(web, audit, { subject: 'usr_carol', actor: null })
})
afterAll(async () => {
  await web.close()
  await testDatabase.drop()
})

async function row(id: string) {
  const found = (await desk.list()).find((key) => key.id === id)
  if (!found) throw new Error(`no row for ${id}`)
  return found
}

async function auditOf(keyId: string) {
  const rows = await testDatabase.query(
    `SELECT subject, actor, server, verdict, reason FROM audit.events WHERE key_id = '${keyId}' ORDER BY sequence`,
  )
  return rows as { subject: string; reason: string }[]
}

test.each(['usr_alice', 'svc_unknown'])('no key is made for %s; the answer names the accounts', async (account) => {
  const attempt = desk.create({ ...order, serviceAccountId: account })
  await expect(attempt).rejects.toThrow(`There is no service account ${account} for keys; they act as one of svc_team.`)
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
  const rights = await row(id)
  await expect(keys.create({ data: { ...rights, id: 'key_own', hash: new Uint8Array(32) } })).rejects.toThrow()
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
  [{ server: '' }, 'A key needs a server: weather or calendar.'],
  [{ server: 'tasks' }, 'There are no keys for tasks'],
  [{ scopes: [] }, 'A key needs scopes; calendar has calendar:read, calendar:write'],
  [{ scopes: ['calendar:read', 'weather:read'] }, 'There is no scope weather:read at calendar; it has calendar:read'],
  [{ expiresInSeconds: 366 * 86_400 }, 'A key lives for 365 days at most.'],
  [{ expiresInSeconds: 0 }, 'A key lives for 365 days at most.'],
])('an order with %j is refused by a sentence that names what is wrong', async (change, sentence) => {
  await expect(desk.create({ ...order, ...change })).rejects.toThrow(sentence)
})

test('a key that is replaced twice has two successors that live as long', async () => {
  const { id } = await desk.create({ ...order, expiresInSeconds: 86_400 })
  for (let time = 0; time < 2; time += 1) {
    const { expiresAt } = await desk.rotate(id, { overlapSeconds: 4 })
    expect((expiresAt.getTime() - Date.now()) / 1_000).toBeCloseTo(86_400, -2)
  }
})

test('nothing acts as a program that proves a key of its own', async () => {
  await web.unowned.serviceAccount.create({ data: { id: 'svc_program', name: 'A program' } })
  const made = await desk.create({ ...order, serviceAccountId: 'svc_program' })
  await web.unowned.client.create({ data: { id: 'svc_program', name: 'A program', metadata: {}, resource: 'weather' } })
  await expect(desk.create({ ...order, serviceAccountId: 'svc_program' })).rejects.toThrow('svc_program for keys')
  await expect(desk.rotate(made.id, { overlapSeconds: 0 })).rejects.toThrow('svc_program for keys')
  expect((await desk.accounts()).map(({ id }) => id)).toEqual(['svc_team'])
})

test('a revoked key gets no successor', async () => {
  const { id } = await desk.create(order)
  await desk.revoke(id)
  const before = (await desk.list()).length
  await expect(desk.rotate(id, { overlapSeconds: 60 })).rejects.toThrow('is revoked')
  expect(await desk.list()).toHaveLength(before)
})

test('every change says in the audit who made it, and once', async () => {
  const { id } = await desk.create(order)
  const successor = await desk.rotate(id, { overlapSeconds: 60 })
  await desk.revoke(id)
  await desk.revoke(id)
  const line = { subject: 'usr_carol', actor: null, server: 'web', verdict: 'allowed' }
  expect(await auditOf(id)).toEqual(['key_made', 'key_replaced', 'key_revoked'].map((reason) => ({ ...line, reason })))
  expect(await auditOf(successor.id)).toEqual([{ ...line, reason: 'key_made' }])
})

test('a change that cannot be written down is not made', async () => {
  const audit = { recordIn: () => Promise.reject(new Error('no room')) }
  const unheard = openKeyDesk(web, audit, { subject: 'usr_carol', actor: null })
  const { id } = await desk.create(order)
  const before = await desk.list()
  await expect(unheard.create(order)).rejects.toThrow('no room')
  await expect(unheard.rotate(id, { overlapSeconds: 0 })).rejects.toThrow('no room')
  await expect(unheard.revoke(id)).rejects.toThrow('no room')
  expect(await desk.list()).toEqual(before)
})

test('a key that is not there can be neither rotated nor revoked', async () => {
  await expect(desk.rotate('key_none', { overlapSeconds: 0 })).rejects.toMatchObject({ code: 'not_found' })
  await expect(desk.revoke('key_none')).rejects.toMatchObject({ code: 'not_found' })
})
