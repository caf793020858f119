import { AUDITED_REFUSALS_PER_MINUTE } from '@chaperone/contracts'
import { hash } from '@node-rs/argon2'
import { expect, test } from 'vitest'
import { signInWith } from '../session/sign-in-with.ts'
import { auditOf, useWebDatabase } from '../testing/web-database.ts'
import { recordEvent } from './record-event.ts'

const userId = 'usr_a'
const email = 'a@example.com'
useWebDatabase({ id: userId, email, passwordHash: await hash('right') })

test('sign-ins are in the audit of the person, wrong and right', async () => {
  await signInWith({ email, password: 'wrong' }, '203.0.113.1')
  await signInWith({ email, password: 'right' }, '203.0.113.1')
  expect(await auditOf(userId)).toMatchObject([
    { server: 'web', verdict: 'refused', reason: 'sign_in_wrong' },
    { server: 'web', verdict: 'allowed', reason: 'sign_in_right' },
  ])
})

test('strangers cannot fill the audit', async () => {
  const subject = 'usr_b'
  const event = { subject, isStranger: true, verdict: 'refused', reason: 'knocked' } as const
  for (let time = 0; time < AUDITED_REFUSALS_PER_MINUTE * 2; time += 1) recordEvent(event)
  const rows = await auditOf(subject)
  expect(rows.length).toBeGreaterThan(0)
  // The minute may have turned in between.
  expect(rows.length).toBeLessThan(AUDITED_REFUSALS_PER_MINUTE * 2)
})
