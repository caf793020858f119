import { beforeEach, expect, test } from 'vitest'
import { hashOf, RecordAdapter } from '../authorization-server/record-adapter.ts'
import { database, revocations } from '../database.ts'
import { auditOf, useWebDatabase } from '../testing/web-database.ts'
import { lockPerson } from './lock-person.ts'
import { replacePassword } from './replace-password.ts'
import { endSessions, isSessionStillKept } from './sessions.ts'

const person = { id: 'usr_dana', email: 'dana@acme.example' }
const CHOSEN = 'harbour lantern seven quiet'
useWebDatabase(person)

beforeEach(async () => {
  const { webSession, user } = database().unowned
  await webSession.deleteMany()
  await user.update({ where: { id: person.id }, data: { passwordHash: 'before' } })
})

function begin(id: string) {
  return database().unowned.webSession.create({ data: { id, userId: person.id, agent: '', network: '' } })
}

function replace(mayReplace = async () => true) {
  return replacePassword(person.id, { password: CHOSEN, endsOthers: true, mayReplace })
}

async function passwordHash(): Promise<string | null> {
  return (await database().unowned.user.findUniqueOrThrow({ where: { id: person.id } })).passwordHash
}

test('what the database refuses half way is not done by half', async () => {
  await begin('ses_fine')
  // No revocation can name this one, so the last step but one fails.
  await begin('s'.repeat(201))
  await new RecordAdapter('Grant').upsert('kept', { accountId: person.id, clientId: 'c' }, 60)
  await expect(replace()).rejects.toThrow()
  expect(await passwordHash()).toBe('before')
  expect(await database().unowned.webSession.count()).toBe(2)
  expect(await new RecordAdapter('Grant').find('kept')).toBeDefined()
  expect(await auditOf(person.id)).toEqual([])
})

test('with the password every program ends, at every server, and is in the audit', async () => {
  const grants = new RecordAdapter('Grant')
  await grants.upsert('program', { accountId: person.id, clientId: 'an agent' }, 60)
  expect(await replace()).toBe(true)
  expect(await grants.find('program')).toBeUndefined()
  expect(await revocations().isRevoked([{ kind: 'grant', id: hashOf('program') }])).toBe(true)
  expect((await auditOf(person.id)).map(({ reason, clientId }) => [reason, clientId])).toContainEqual([
    'grant_revoked',
    'an agent',
  ])
})

test('what a session keeps while it ends finds out that it has', async () => {
  await begin('ses_ending')
  let isKept: Promise<boolean> | undefined
  await database().transaction(async (tx) => {
    await lockPerson(tx, person.id)
    await endSessions(person.id, 'all', tx)
    isKept = isSessionStillKept('ses_ending')
    // It has not answered before this is over, although the row is there for everybody else.
    expect(await database().unowned.webSession.count()).toBe(1)
  })
  expect(await isKept).toBe(false)
})

test('a link of the operator outlives a change of the password', async () => {
  const link = { userId: person.id, tokenHash: 'of a link', expiresAt: new Date(Date.now() + 60_000) }
  await database().unowned.passwordLink.create({ data: link })
  expect(await replace()).toBe(true)
  expect(await database().unowned.passwordLink.count({ where: { userId: person.id } })).toBe(1)
})

test('what may not be replaced any more is left as it is', async () => {
  await begin('ses_fine')
  expect(await replace(async () => false)).toBe(false)
  expect(await passwordHash()).toBe('before')
  expect(await database().unowned.webSession.count()).toBe(1)
})
