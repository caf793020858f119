import { database } from '../database'
import type { SignedInPerson } from './current-person'
import { isPasswordRight } from './password'
import { forgetAttempts, mayTry } from './throttle'

/**
 * Whether somebody who is signed in knows the password as well: before they change with what one signs in, as a session
 * that was left open is not enough.
 *
 * @see OWASP ASVS 5.0 V7.5.1
 */
export async function confirmPassword(
  { id, email }: SignedInPerson,
  password: string,
): Promise<'right' | 'wrong' | 'throttled'> {
  // Counted apart from sign-ins, so that neither can use up the other's attempts.
  const attempt = [`password once more of ${email}`, `account page of ${id}`] as const
  if (!(await mayTry(...attempt))) return 'throttled'
  const user = await database().unowned.user.findUnique({ where: { id } })
  if (!(await isPasswordRight(user?.passwordHash ?? null, password))) return 'wrong'
  await forgetAttempts(...attempt)
  return 'right'
}
