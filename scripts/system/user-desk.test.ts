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
  const { id: userId, email } = await desk.add({ email: 'trudy@example.com', name: 'Trudy' })
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
    await expect.poll(isWaiting, { interval: 10, timeout: 10_000 }).toBe(true)
  })
  await reset
  const user = await web.unowned.user.findUniqueOrThrow({ where: { id: userId }, include: { sessions: true } })
  expect(user).toMatchObject({ passwordHash: null, sessions: [] })
  for (const id of ['ses_old', 'ses_new']) {
    expect(await openRevocations(web).isRevoked([{ kind: 'session', id }])).toBe(true)
  }
})

/** All that a person can have begun. */
async function begin(userId: string): Promise<void> {
  const { webSession, oidcRecord, passkey, externalIdentity } = web.unowned
  await webSession.create({ data: { id: `ses_${userId}`, userId, agent: '', network: '' } })
  await oidcRecord.createMany({
    data: [
      { model: 'Grant', idHash: `grant of ${userId}`, payload: {}, accountId: userId },
      { model: 'RefreshToken', idHash: `token of ${userId}`, payload: {}, accountId: userId },
    ],
  })
  const key = { publicKey: new Uint8Array(1), counter: 0, isSyncable: true, agent: '' }
  await passkey.create({ data: { id: `key of ${userId}`, userId, ...key } })
  await externalIdentity.create({ data: { issuer: 'https://id.example', subject: userId, userId } })
  await web.unowned.user.update({ where: { id: userId }, data: { passwordHash: 'some hash' } })
  const permission = { ownerId: userId, connection: 'tasks', tool: 'tasks_create', hash: 'a hash' }
  await web.withOwner({ ownerId: userId }, (tx) => tx.standingPermission.create({ data: permission }))
}

/** How much of it is left, and whether its session and its grant are revoked. */
async function leftOf(userId: string) {
  const { webSession, oidcRecord, passkey, externalIdentity, passwordLink, user } = web.unowned
  const where = { where: { userId } }
  const rows = await Promise.all([
    webSession.count(where),
    passkey.count(where),
    externalIdentity.count(where),
    passwordLink.count(where),
    oidcRecord.count({ where: { accountId: userId } }),
    user.count({ where: { id: userId, passwordHash: { not: null } } }),
    web.withOwner({ ownerId: userId }, (tx) => tx.standingPermission.count()),
  ])
  const revocations = openRevocations(web)
  const session = await revocations.isRevoked([{ kind: 'session', id: `ses_${userId}` }])
  const grant = await revocations.isRevoked([{ kind: 'grant', id: `grant of ${userId}` }])
  return { rows, session, grant }
}

const NOTHING = { rows: [0, 0, 0, 0, 0, 0, 0], session: true, grant: true }

test('an account that somebody else got into is rid of all that was begun with it, and of nobody else’s', async () => {
  const { id } = await desk.add({ email: 'heidi@example.com', name: 'Heidi' })
  const { id: other } = await desk.add({ email: 'ivan@example.com', name: 'Ivan' })
  await begin(id)
  await begin(other)
  expect(await desk.signOut('Heidi@example.com')).toEqual({ id, email: 'heidi@example.com' })
  expect(await leftOf(id)).toEqual(NOTHING)
  expect(await leftOf(other)).toEqual({ rows: [1, 1, 1, 1, 2, 1, 1], session: false, grant: false })
  const listed = (await desk.list()).find((user) => user.id === id)
  expect(listed).toMatchObject({ hasPassword: false, linkUntil: null })
})

test('whoever is removed is signed out, what they allowed is revoked, and nothing of them is left here', async () => {
  const { id } = await desk.add({ email: 'mallory@example.com', name: 'Judy' })
  await begin(id)
  await desk.remove('mallory@example.com')
  expect(await leftOf(id)).toEqual(NOTHING)
  expect((await desk.list()).map(({ email }) => email)).not.toContain('mallory@example.com')
})

test('the list says who has a password, and until when a link is open', async () => {
  const { id, link } = await desk.add({ email: 'ken@example.com', name: 'Ken' })
  const listed = async () => (await desk.list()).find((user) => user.id === id)
  const invited = await listed()
  expect(invited).toMatchObject({ hasPassword: false, linkUntil: expect.any(Date) })
  expect(invited).not.toHaveProperty('passwordHash')
  expect(JSON.stringify(await desk.list())).not.toContain(hashOf(tokenOf(link)))
  await web.unowned.passwordLink.update({ where: { userId: id }, data: { expiresAt: new Date(0) } })
  await web.unowned.user.update({ where: { id }, data: { passwordHash: 'some hash' } })
  expect(await listed()).toMatchObject({ hasPassword: true, linkUntil: null })
})

test('each thing that the operator does is in the audit, as theirs', async () => {
  const { id, email } = await desk.add({ email: 'lena@example.com', name: 'Lena' })
  await desk.reset(email)
  await desk.signOut(email)
  await desk.remove(email)
  const rows = await testDatabase.query(
    `SELECT reason FROM audit.events WHERE subject = '${id}' AND actor = 'operator' AND server = 'web' ORDER BY sequence`,
  )
  const made = 'password_link_made'
  const expected = ['person_added', made, made, 'person_signed_out', 'person_removed']
  expect(rows).toEqual(expected.map((reason) => ({ reason })))
})

test('what is missing, wrong or taken is said', async () => {
  await expect(desk.add({ email: 'dave', name: 'Dave' })).rejects.toThrow('--email takes an address')
  await expect(desk.add({ email: '', name: 'Dave' })).rejects.toThrow('--email is required')
  await expect(desk.add({ email: 'erin@example.com', name: '' })).rejects.toThrow('--name is required')
  await expect(desk.add({ email: 'erin@example.com', name: 'Er\u202Ein' })).rejects.toThrow('has hidden characters')
  await expect(desk.add({ email: 'erin@example.com', name: 'n'.repeat(61) })).rejects.toThrow('at most 60 characters')
  await desk.add({ email: 'frank@example.com', name: 'Frank' })
  await expect(desk.add({ email: 'FRANK@example.com', name: 'Frank' })).rejects.toThrow('has an account already')
  await expect(desk.reset('nobody@example.com')).rejects.toThrow('Nobody here has the address')
  await expect(desk.remove('nobody@example.com')).rejects.toThrow('Nobody here has the address')
})
