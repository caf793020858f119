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
  await expect(desk.add({ name: 'a\u202Eb', redirectUris: [REDIRECT] })).rejects.toThrow('has hidden characters')
  await expect(desk.add({ name: 'x', redirectUris: [] })).rejects.toThrow('--redirect is required')
  await expect(desk.addMachine({ ...machine, server: 'tasks' })).rejects.toThrow('knows people only')
  await expect(desk.addMachine({ ...machine, scopes: ['weather:read'] })).rejects.toThrow('no scope weather:read')
  await expect(desk.addMachine({ ...machine, scopes: [] })).rejects.toThrow('calendar:read, calendar:write')
  await expect(desk.addMachine({ ...machine, key: { kty: 'oct', k: 'c2VjcmV0' } })).rejects.toThrow('P-256')
  await expect(desk.remove('cli_nobody')).rejects.toThrow('No client cli_nobody was added here')
  await expect(desk.remove('chaperone-cli')).rejects.toThrow('is a part of this system')
  await expect(desk.remove('https://agent.example/client.json')).rejects.toThrow('npm run clients -- block')
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

test('a blocked client loses what it was allowed, is listed, and can be unblocked', async () => {
  const described = 'https://agent.example/client.json'
  const { id: registered } = await desk.add({ name: 'Another agent', redirectUris: [REDIRECT] })
  for (const [index, id] of [described, registered].entries()) {
    const idHash = String(index).repeat(64)
    await web.unowned.oidcRecord.createMany({
      data: [
        { model: 'Grant', idHash, clientId: id, payload: {} },
        { model: 'RefreshToken', idHash: `refresh token of ${id}`, grantHash: idHash, clientId: id, payload: {} },
      ],
    })
    await desk.block(id)
    await desk.block(id)
    expect(await web.unowned.oidcRecord.count({ where: { clientId: id } })).toBe(0)
    expect(await openRevocations(web).isRevoked([{ kind: 'grant', id: idHash }])).toBe(true)
  }
  const listed = async () => new Map((await desk.list()).map((client) => [client.id, client]))
  expect((await listed()).get(described)).toEqual({
    id: described,
    name: null,
    kind: 'people',
    createdAt: null,
    blockedAt: expect.any(Date),
  })
  expect((await listed()).get(registered)).toMatchObject({ name: 'Another agent', blockedAt: expect.any(Date) })

  for (const id of [described, registered]) await desk.unblock(id)
  expect((await listed()).has(described)).toBe(false)
  expect((await listed()).get(registered)).toMatchObject({ blockedAt: null })
  await expect(desk.unblock(registered)).rejects.toThrow('is not blocked')
})

test('the block of an address ends its grants under any query, and that of a site all grants there', async () => {
  const ids = ['/client.json', '/client.json?2', '/other.json'].map((path) => `https://evil.example${path}`)
  const hashOf = (id: string) => id.slice('https://evil.example'.length).padEnd(64, 'x')
  await web.unowned.oidcRecord.createMany({
    data: ids.map((clientId) => ({ model: 'Grant', idHash: hashOf(clientId), clientId, payload: {} })),
  })
  const left = async () => {
    const rows = await web.unowned.oidcRecord.findMany({ where: { clientId: { in: ids } } })
    return rows.map(({ clientId }) => clientId)
  }
  expect(await desk.block(`${ids[0]}?3`)).toBe(ids[0])
  expect(await left()).toEqual([ids[2]])
  expect(await desk.block('https://evil.example/')).toBe('https://evil.example/')
  expect(await left()).toEqual([])
  const origins = ids.map((id) => [{ kind: 'grant', id: hashOf(id) }] as const)
  for (const origin of origins) expect(await openRevocations(web).isRevoked(origin)).toBe(true)
  await desk.unblock(`${ids[0]}?4`)
  await desk.unblock('https://evil.example/')
})

test('what cannot be blocked is said, and left alone', async () => {
  const { id: worker } = await desk.addMachine(machine)
  for (const [id, reason] of [
    ['mcp-host', 'a part of this system'],
    ['chaperone-cli', 'a part of this system'],
    ['cli_nobody', 'No client cli_nobody was added here'],
    ['http://agent.example/client.json', 'was added here'],
    ['HTTPS://agent.example:443/client.json', 'is spelled https://agent.example/client.json'],
    [worker, 'npm run clients -- remove'],
  ] as const) {
    await expect(desk.block(id)).rejects.toThrow(reason)
  }
  expect(await web.unowned.blockedClient.count()).toBe(0)
  expect(await openRevocations(web).isRevoked([{ kind: 'grant', id: `client:${worker}` }])).toBe(false)
})

test('each thing that the operator does is in the audit, as theirs', async () => {
  const { id } = await desk.add({ name: 'Audited', redirectUris: [REDIRECT] })
  await desk.block(id)
  await desk.unblock(id)
  await desk.remove(id)
  const rows = await testDatabase.query(
    `SELECT reason FROM audit.events WHERE client_id = '${id}' AND actor = 'operator' ORDER BY sequence`,
  )
  const expected = ['client_added', 'client_blocked', 'client_unblocked', 'client_removed']
  expect(rows).toEqual(expected.map((reason) => ({ reason })))
})
