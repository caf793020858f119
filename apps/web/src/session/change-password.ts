import { recordEvent } from '../audit/record-event'
import { confirmPassword } from './confirm-password'
import type { SignedInPerson } from './current-person'
import { judgeChoice } from './judge-choice'
import type { PasswordProblem } from './password-policy'
import { replacePassword } from './replace-password'

export type PasswordChange = 'changed' | 'wrong' | 'throttled' | PasswordProblem

interface Changes {
  current: string
  next: string
  /** Whether programs that the person allowed, and their passkeys, end as well. */
  endsOthers: boolean
}

/** Replaces a person's password, who shows the old one again. @see OWASP ASVS 5.0 V6.2.3 */
export async function changePassword(person: SignedInPerson, changes: Changes): Promise<PasswordChange> {
  const confirmation = await confirmPassword(person, changes.current)
  if ('problem' in confirmation) return confirmation.problem
  const outcome = await judged(person, changes, confirmation)
  // A row for each would have no end, as there is none to how often it is tried.
  if (outcome === 'throttled') return outcome
  const verdict = outcome === 'changed' ? 'allowed' : 'refused'
  recordEvent({ server: 'web', subject: person.id, isStranger: false, verdict, reason: `password_${outcome}` })
  return outcome
}

async function judged(
  person: SignedInPerson,
  { current, next, endsOthers }: Changes,
  { hash }: { hash: string },
): Promise<PasswordChange> {
  // Whoever learned the old one would go on.
  if (next === current) return 'same'
  const problem = await judgeChoice(person, { password: next, way: 'change' })
  if (problem) return problem
  const isReplaced = await replacePassword(person.id, {
    password: next,
    endsOthers,
    // Compare and set: the owner may have set one by link since.
    mayReplace: async (tx) => (await tx.user.count({ where: { id: person.id, passwordHash: hash } })) === 1,
  })
  return isReplaced ? 'changed' : 'wrong'
}
