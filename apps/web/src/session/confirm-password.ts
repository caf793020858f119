import { SIGN_INS_PER_MINUTE } from '@chaperone/contracts'
import { recordEvent } from '../audit/record-event'
import { counter } from '../counter'
import { database } from '../database'
import type { SignedInPerson } from './current-person'
import { isPasswordRight } from './password'

/** By the person's id, which no stranger can make count: nobody but whoever has a session of theirs uses it up. */
const perPerson = counter('password-confirmations', SIGN_INS_PER_MINUTE)

type Problem = 'wrong' | 'throttled'

/**
 * Whether somebody who is signed in knows the password as well: before they change with what one signs in, as a session
 * that was left open is not enough. What was wrong is in the audit, where a guess looks like any other.
 *
 * @returns the hash that the password was compared with: by the time it matters, there may be another
 * @see OWASP ASVS 5.0 V7.5.1
 */
export async function confirmPassword(
  { id }: Pick<SignedInPerson, 'id'>,
  password: string,
): Promise<{ hash: string } | { problem: Problem }> {
  const { isAllowed, count } = await perPerson().take(id)
  if (!isAllowed) {
    // Whoever goes on fills no disk: one row says that a minute's attempts are used up.
    if (count === SIGN_INS_PER_MINUTE + 1) record(id, 'throttled')
    return { problem: 'throttled' }
  }
  const user = await database().unowned.user.findUnique({ where: { id } })
  const hash = user?.passwordHash ?? null
  if (!(await isPasswordRight(hash, password)) || hash === null) {
    record(id, 'wrong')
    return { problem: 'wrong' }
  }
  // Only guesses count.
  await perPerson().forget(id)
  return { hash }
}

function record(subject: string, problem: Problem): void {
  recordEvent({ server: 'web', subject, isStranger: false, verdict: 'refused', reason: `password_${problem}` })
}
