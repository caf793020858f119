import { recordEvent } from '../audit/record-event'
import { database } from '../database'
import type { SignedInPerson } from './current-person'
import { hashPassword, isPasswordRight } from './password'
import { type PasswordProblem, passwordProblem } from './password-policy'
import { endSessions } from './sessions'
import { forgetAttempts, mayTry } from './throttle'

export type PasswordChange = 'changed' | 'wrong' | 'throttled' | PasswordProblem

/**
 * Replaces a person's password, who shows the old one again: a session that was left open is not enough. Every other
 * session of theirs ends.
 *
 * @see OWASP ASVS 5.0 V6.2.3, V7.4.3
 */
export async function changePassword(
  person: SignedInPerson,
  { current, next }: { current: string; next: string },
): Promise<PasswordChange> {
  const outcome = await judged(person, { current, next })
  const verdict = outcome === 'changed' ? 'allowed' : 'refused'
  recordEvent({ server: 'web', subject: person.id, isStranger: false, verdict, reason: `password_${outcome}` })
  return outcome
}

async function judged(
  { id, name, email, sessionId }: SignedInPerson,
  { current, next }: { current: string; next: string },
): Promise<PasswordChange> {
  // Counted apart from sign-ins, so that neither can use up the other's attempts.
  const place = `account page of ${id}`
  if (!(await mayTry(email, place))) return 'throttled'
  const user = await database().unowned.user.findUnique({ where: { id } })
  if (!(await isPasswordRight(user?.passwordHash ?? null, current))) return 'wrong'
  await forgetAttempts(email, place)
  const problem = passwordProblem(next, [name, email])
  if (problem) return problem
  await database().unowned.user.update({ where: { id }, data: { passwordHash: await hashPassword(next) } })
  await endSessions(id, { allBut: sessionId })
  return 'changed'
}
