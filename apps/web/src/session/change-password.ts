import { recordEvent } from '../audit/record-event'
import { endAllPrograms } from '../authorization-server/connected-programs'
import { database } from '../database'
import type { SignedInPerson } from './current-person'
import { hashPassword, isPasswordRight } from './password'
import { type PasswordProblem, passwordProblem } from './password-policy'
import { endSessions } from './sessions'
import { forgetAttempts, mayTry } from './throttle'

export type PasswordChange = 'changed' | 'wrong' | 'throttled' | PasswordProblem

interface Changes {
  current: string
  next: string
  /** Whether programs that the person allowed end as well. */
  endsPrograms: boolean
}

/**
 * Replaces a person's password, who shows the old one again: a session that was left open is not enough. Every session
 * of theirs ends, this one included: a copy of its cookie would go on otherwise.
 *
 * @see OWASP ASVS 5.0 V6.2.3, V7.4.3
 */
export async function changePassword(person: SignedInPerson, changes: Changes): Promise<PasswordChange> {
  const outcome = await judged(person, changes)
  const verdict = outcome === 'changed' ? 'allowed' : 'refused'
  recordEvent({ server: 'web', subject: person.id, isStranger: false, verdict, reason: `password_${outcome}` })
  return outcome
}

async function judged(
  { id, name, email }: SignedInPerson,
  { current, next, endsPrograms }: Changes,
): Promise<PasswordChange> {
  // Counted apart from sign-ins, so that neither can use up the other's attempts.
  const attempt = [`new password of ${email}`, `account page of ${id}`] as const
  if (!(await mayTry(...attempt))) return 'throttled'
  const user = await database().unowned.user.findUnique({ where: { id } })
  if (!(await isPasswordRight(user?.passwordHash ?? null, current))) return 'wrong'
  await forgetAttempts(...attempt)
  const problem = passwordProblem(next, [name, email])
  if (problem) return problem
  await database().unowned.user.update({ where: { id }, data: { passwordHash: await hashPassword(next) } })
  await endSessions(id, 'all')
  if (endsPrograms) await endAllPrograms(id)
  // Whoever had the mailbox for a moment may have tied an account elsewhere to this one.
  await database().unowned.externalIdentity.deleteMany({ where: { userId: id } })
  return 'changed'
}
