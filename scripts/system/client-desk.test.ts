import { openDatabase, openRevocations } from '@chaperone/db'
import { createTestDatabase, type TestDatabase } from '@chaperone/db/testing'
import { exportJWK, generateKeyPair } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ClientDesk, openClientDesk } from './client-desk.ts'

const REDIRECT = 'https://agent.example/callback'
const machine = { name: 'Nightly report', server: 'calendar', scopes: ['calendar:read'] }

let testDatabase: TestDatabase
let desk: ClientDesk
let web: ReturnType<typeof openDatabase>
beforeAll(async () => {
  testDatabase = await createTestDatabase()
  web = openDatabase(testDatabase.urlFor('web'), { role: 'web', connections: 1 })
  desk = openClientDesk(testDatabase.urlFor('web'))
})
afterAll(async () => {
  await Promise.all([desk.close(), web.close()])
  await testDatabase.drop()
})

test.each([
  'http://agent.example/callback',
  'myapp:/callback',
  'https://agent.example/#x',
  'javascript:alert(1)',
  'nonsense',
])('%s is no redirect address', async (uri) => {
  await expect(desk.add({ name: 'x', redirectUris: [REDIRECT, uri] })).rejects.toThrow('cannot be a redirect address')
  expect(await desk.list()).toEqual([])
})

test('what is missing or unknown is said', async () => {
  await expect(desk.add({ name: '', redirectUris: [REDIRECT] })).rejects.toThrow('--name is required')
  await expect(desk.add({ name: 'a\u202Eb', redirectUris: [REDIRECT] })).rejects.toThrow('--name is required')
  await expect(desk.add({ name: 'x', redirectUris: [] })).rejects.toThrow('--redirect is required')
  await expect(desk.addMachine({ ...machine, server: 'tasks' })).rejects.toThrow('knows people only')
  await expect(desk.addMachine({ ...machine, scopes: ['weather:read'] })).rejects.toThrow('no scope weather:read')
  await expect(desk.addMachine({ ...machine, scopes: [] })).rejects.toThrow('calendar:read, calendar:write')
  await expect(desk.addMachine({ ...machine, key: { kty: 'oct', k: 'c2VjcmV0' } })).rejects.toThrow('P-256')
  await expect(desk.remove('cli_nobody')).rejects.toThrow('No client cli_nobody was added here')
})

test('only the public half of a key is kept, whatever the file held', async () => {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  const whole = await exportJWK(privateKey)
  const { id } = await desk.addMachine({ ...machine, key: whole })
  const { id: made, privateKey: shown } = await desk.addMachine(machine)
  const rows = await web.unowned.client.findMany({ where: { id: { in: [id, made] } } })
  expect(rows).toHaveLength(2)
  const kept = JSON.stringify(rows)
  expect(kept).not.toContain(String(whole.d))
  expect(kept).not.toContain(String(shown?.d))
  expect(kept).toContain(String(whole.x))
})

test('a removed client takes what it was allowed along', async () => {
  const { id } = await desk.add({ name: 'My agent', redirectUris: [REDIRECT] })
  const grant = { model: 'Grant', idHash: 'a'.repeat(64), clientId: id, payload: {} }
  await web.unowned.oidcRecord.create({ data: grant })
  await desk.remove(id)
  expect(await web.unowned.oidcRecord.count({ where: { idHash: grant.idHash } })).toBe(0)
  expect(await openRevocations(web).isRevoked([{ kind: 'grant', id: grant.idHash }])).toBe(true)
})
