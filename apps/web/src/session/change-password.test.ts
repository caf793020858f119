import { PASSWORD_CHOICES_PER_MINUTE } from '@chaperone/contracts'
import { expect, test } from 'vitest'
import { database } from '../database.ts'
import { auditOf, useWebDatabase, waitingForLocks } from '../testing/web-database.ts'
import { changePassword } from './change-password.ts'

import { hasPassword } from './has-password.ts'

import { judgeChoice } from './judge-choice.ts'

import { lockPerson } from './lock-person.ts'
import { hashPassword } from './password.ts'

const KNOWN = 'the one that somebody else knows'
const row = { id: 'usr_dana', email: 'dana@acme.example', passwordHash: await hashPassword(KNOWN) }
const person = {
  id: row.id,
  email: row.email,
  name: 'Dana',
  role: 'member',
  sessionId: 'ses_dana',
  signedInAt: 0,
} as const
useWebDatabase(row)

test('a change that is under way does not undo the password that its owner sets by link', async () => {
  let change: ReturnType<typeof changePassword> | undefined
  await database().transaction(async (tx) => {
    await lockPerson(tx, person.id)
    change = changePassword(person, { current: KNOWN, next: 'harbour lantern seven quiet', endsOthers: false })
    await expect.poll(waitingForLocks, { interval: 10, timeout: 10_000 }).toBe(1)
    await tx.user.update({ where: { id: person.id }, data: { passwordHash: 'of the owner alone' } })
  })
  expect(await change).toBe('wrong')
  const { passwordHash } = await database().unowned.user.findUniqueOrThrow({ where: { id: person.id } })
  expect(passwordHash).toBe('of the owner alone')
})

test('the password that was is not taken as the new one', async () => {
  const { user } = database().unowned
  await user.update({ where: { id: person.id }, data: { passwordHash: row.passwordHash } })
  expect(await changePassword(person, { current: KNOWN, next: KNOWN, endsOthers: true })).toBe('same')
  expect((await user.findUniqueOrThrow({ where: { id: person.id } })).passwordHash).toBe(row.passwordHash)
  expect((await auditOf(person.id)).at(-1)).toMatchObject({ verdict: 'refused', reason: 'password_same' })
})

test('a person has a password or not', async () => {
  expect(await hasPassword(person.id)).toBe(true)
  await database().unowned.user.update({ where: { id: person.id }, data: { passwordHash: null } })
  expect(await hasPassword(person.id)).toBe(false)
  expect(await hasPassword('usr_nobody')).toBe(false)
})

test('so many choices are judged for a person, each of them in the audit, and those beyond in neither', async () => {
  const erin = { ...person, id: 'usr_erin', email: 'erin@acme.example' }
  const { id, email } = erin
  await database().unowned.user.create({ data: { ...row, id, email, name: 'Erin' } })
  const outcomes = []
  for (let choice = 0; choice < PASSWORD_CHOICES_PER_MINUTE + 3; choice += 1) {
    outcomes.push(await changePassword(erin, { current: KNOWN, next: 'short', endsOthers: false }))
  }
  const judged = Array.from({ length: PASSWORD_CHOICES_PER_MINUTE }, () => 'short')
  expect(outcomes).toEqual([...judged, 'throttled', 'throttled', 'throttled'])
  expect(await auditOf(id)).toHaveLength(PASSWORD_CHOICES_PER_MINUTE)
  // The link is counted for itself.
  expect(await judgeChoice(erin, { password: 'short', way: 'link' })).toBe('short')
})
