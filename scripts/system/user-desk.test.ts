import { createHash } from 'node:crypto'
import { type Database, openDatabase, openRevocations } from '@chaperone/db'
import { createTestDatabase, type TestDatabase } from '@chaperone/db/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openUserDesk, type UserDesk } from './user-desk.ts'

let testDatabase: TestDatabase
let desk: UserDesk
let web: Database
beforeAll(async () => {
  testDatabase = await createTestDatabase()
  desk = openUserDesk(testDatabase.urlFor('web'), 'https://web.example')
  web = openDatabase(testDatabase.urlFor('web'), { role: 'web', connections: 1 })
})
afterAll(async () => {
  await web.close()
  await desk.close()
  await testDatabase.drop()
})

function tokenOf(link: string): string {
  return new URL(link).searchParams.get('link') ?? ''
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

test('a new person gets every scope, and a link of which only the hash is kept', async () => {
  const { id, email, link } = await desk.add({ email: ' Dave@Example.com ', name: 'Dave' })
  expect(email).toBe('dave@example.com')
  expect(link).toMatch(/^https:\/\/web\.example\/set-password\?link=[\w-]{43}$/)
  const user = await web.unowned.user.findUniqueOrThrow({ where: { id }, include: { passwordLink: true } })
  expect(user.passwordHash).toBeNull()
  expect(user.passwordLink?.tokenHash).toBe(hashOf(tokenOf(link)))
  expect(await web.unowned.scopeAssignment.count({ where: { userId: id } })).toBe(4)
})

test('the next link for somebody ends the one before', async () => {
  const first = await desk.add({ email: 'grace@example.com', name: 'Grace' })
  const second = await desk.reset('Grace@example.com')
  expect(await web.unowned.passwordLink.count({ where: { tokenHash: hashOf(tokenOf(first.link)) } })).toBe(0)
  expect(await web.unowned.passwordLink.count({ where: { tokenHash: hashOf(tokenOf(second.link)) } })).toBe(1)
})

test('a link takes the old password away, and ends the sessions, also one that begins at the same moment', async () => {
  const { id: userId, email } = await desk.add({ email: 'ivan@example.com', name: 'Ivan' })
  await web.unowned.user.update({ where: { id: userId }, data: { passwordHash: 'known to others' } })
  await web.unowned.webSession.create({ data: { id: 'ses_old', userId, agent: '', network: '' } })
  let reset: ReturnType<UserDesk['reset']> | undefined
  await web.transaction(async (tx) => {
    await tx.webSession.create({ data: { id: 'ses_new', userId, agent: '', network: '' } })
    reset = desk.reset(email)
    const isWaiting = async () => {
      const rows = await tx.$queryRaw<unknown[]>`
        SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
      return rows.length === 1
    }
    await expect.poll(isWaiting, { interval: 10 }).toBe(true)
  })
  await reset
  const user = await web.unowned.user.findUniqueOrThrow({ where: { id: userId }, include: { sessions: true } })
  expect(user).toMatchObject({ passwordHash: null, sessions: [] })
  for (const id of ['ses_old', 'ses_new']) {
    expect(await openRevocations(web).isRevoked([{ kind: 'session', id }])).toBe(true)
  }
})

test('whoever is removed is signed out, what they allowed is revoked, and nothing of them is left here', async () => {
  const { id } = await desk.add({ email: 'heidi@example.com', name: 'Heidi' })
  await web.unowned.webSession.create({ data: { id: 'ses_heidi', userId: id, agent: '', network: '' } })
  const grant = { model: 'Grant', idHash: 'a hash', payload: {}, accountId: id }
  await web.unowned.oidcRecord.create({ data: grant })
  await desk.remove('heidi@example.com')
  const revocations = openRevocations(web)
  expect(await revocations.isRevoked([{ kind: 'session', id: 'ses_heidi' }])).toBe(true)
  expect(await revocations.isRevoked([{ kind: 'grant', id: 'a hash' }])).toBe(true)
  expect(await web.unowned.oidcRecord.count({ where: { accountId: id } })).toBe(0)
  expect((await desk.list()).map(({ email }) => email)).not.toContain('heidi@example.com')
})

test('what is missing, wrong or taken is said', async () => {
  await expect(desk.add({ email: 'dave', name: 'Dave' })).rejects.toThrow('--email takes an address')
  await expect(desk.add({ email: 'erin@example.com', name: '' })).rejects.toThrow('--name is required')
  await desk.add({ email: 'frank@example.com', name: 'Frank' })
  await expect(desk.add({ email: 'FRANK@example.com', name: 'Frank' })).rejects.toThrow('has an account already')
  await expect(desk.reset('nobody@example.com')).rejects.toThrow('Nobody here has the address')
  await expect(desk.remove('nobody@example.com')).rejects.toThrow('Nobody here has the address')
})
