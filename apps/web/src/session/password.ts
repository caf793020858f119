import { hash, verify } from '@node-rs/argon2'
import { once } from '../once'

/** Compared against when there is no such account, so that both cases take the same time. */
const decoy = once('password-decoy', () => hash('nobody has this password'))

/** Whether the password is right. Costs the same when there is no account (`passwordHash` null). @see OWASP ASVS 5.0 V6.3 */
export async function isPasswordRight(passwordHash: string | null, password: string): Promise<boolean> {
  const isRight = await verify(passwordHash ?? (await decoy()), password)
  return isRight && passwordHash !== null
}

/** What is kept of a password: argon2id, with a salt of its own. @see RFC 9106 */
export function hashPassword(password: string): Promise<string> {
  return hash(password)
}
