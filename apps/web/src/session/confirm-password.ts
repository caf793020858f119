import { database } from '../database'
import type { SignedInPerson } from './current-person'
import { isPasswordRight } from './password'
import { forgetAttempts, mayTry } from './throttle'

/**
 * Whether somebody who is signed in knows the password as well: before they change with what one signs in, as a session
 * that was left open is not enough.
 *
 * @returns the hash that the password was compared with: by the time it matters, there may be another
 * @see OWASP ASVS 5.0 V7.5.1
 */
export async function confirmPassword(
  { id, email }: SignedInPerson,
  password: string,
): Promise<{ hash: string } | { problem: 'wrong' | 'throttled' }> {
  // Counted apart from sign-ins, so that neither can use up the other's attempts.
  const attempt = [`password once more of ${email}`, `account page of ${id}`] as const
  if (!(await mayTry(...attempt))) return { problem: 'throttled' }
  const user = await database().unowned.user.findUnique({ where: { id } })
  const hash = user?.passwordHash ?? null
  if (!(await isPasswordRight(hash, password)) || hash === null) return { problem: 'wrong' }
  await forgetAttempts(...attempt)
  return { hash }
}
