import { SIGN_INS_PER_ACCOUNT_PER_MINUTE, SIGN_INS_PER_MINUTE } from '@chaperone/contracts'
import { expect, test } from 'vitest'
import { database } from '../database.ts'
import { auditOf, useWebDatabase } from '../testing/web-database.ts'
import { confirmPassword } from './confirm-password.ts'
import { hashPassword } from './password.ts'
import { mayTry } from './throttle.ts'

const PASSWORD = 'harbour lantern seven quiet'
const dana = { id: 'usr_dana', email: 'dana@acme.example', passwordHash: await hashPassword(PASSWORD) }
const erin = { ...dana, id: 'usr_erin', email: 'erin@acme.example' }
useWebDatabase(dana)

test('no name that strangers sign in with uses up what a signed-in person may try', async () => {
  for (const account of [dana.id, dana.email, `password once more of ${dana.email}`, `account page of ${dana.id}`]) {
    for (let attempt = 0; attempt < SIGN_INS_PER_ACCOUNT_PER_MINUTE * 2; attempt += 1) {
      await mayTry(account, `192.0.${attempt >> 8}.${attempt & 255}`)
    }
  }
  expect(await confirmPassword(dana, PASSWORD)).toEqual({ hash: dana.passwordHash })
})

test('each guess is in the audit, and that there were too many is there once', async () => {
  await database().unowned.user.create({ data: { ...erin, name: 'Erin' } })
  await confirmPassword(erin, 'a guess')
  // A right one forgets the guesses before it.
  expect(await confirmPassword(erin, PASSWORD)).toHaveProperty('hash')
  const problems = []
  for (let attempt = 0; attempt < SIGN_INS_PER_MINUTE * 4; attempt += 1) {
    problems.push(await confirmPassword(erin, attempt < SIGN_INS_PER_MINUTE ? 'a guess' : PASSWORD))
  }
  const wrong = Array.from({ length: SIGN_INS_PER_MINUTE }, () => ({ problem: 'wrong' }))
  const throttled = Array.from({ length: SIGN_INS_PER_MINUTE * 3 }, () => ({ problem: 'throttled' }))
  expect(problems).toEqual([...wrong, ...throttled])
  const reasons = (await auditOf(erin.id)).map(({ reason, verdict }) => `${verdict} ${reason}`)
  const guesses = Array.from({ length: SIGN_INS_PER_MINUTE + 1 }, () => 'refused password_wrong')
  expect(reasons).toEqual([...guesses, 'refused password_throttled'])
})
