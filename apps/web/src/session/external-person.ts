import { recordEvent } from '../audit/record-event'
import { database } from '../database'
import type { ExternalProfile } from './external-providers'

/**
 * Whose account somebody at another service has, or null. Once known, it is theirs by their name at the service, whatever
 * address they have there later. At first it is the account with their address, if the service has verified that.
 *
 * @see OWASP ASVS 5.0 V6.8
 */
export async function personOfExternal(
  issuer: string,
  { id: subject, email, isEmailVerified }: ExternalProfile,
): Promise<{ id: string; name: string; email: string } | null> {
  const { externalIdentity: identities, user: users } = database().unowned
  const select = { id: true, name: true, email: true }
  const known = await identities.findUnique({
    where: { issuer_subject: { issuer, subject } },
    select: { user: { select } },
  })
  if (known) return noted(known.user, issuer, 'allowed')
  const address = isEmailVerified ? email?.trim().toLowerCase() : undefined
  // PostgreSQL cannot store NUL, so no account has it in its address.
  const user = address && !address.includes('\0') ? await users.findUnique({ where: { email: address }, select }) : null
  if (!user) return noted(null, issuer, 'refused')
  // Somebody else there is this person already: the address has passed on, the account has not.
  const data = { issuer, subject, userId: user.id }
  const { count } = await identities.createMany({ data, skipDuplicates: true })
  return count === 1 ? noted(user, issuer, 'allowed') : noted(null, issuer, 'refused')
}

/** Whether somebody at another service is still this person. */
export async function isIdentityOf(userId: string, issuer: string, subject: string): Promise<boolean> {
  const where = { issuer, subject, userId }
  return (await database().unowned.externalIdentity.findFirst({ where, select: { userId: true } })) !== null
}

function noted<User extends { id: string } | null>(user: User, issuer: string, verdict: 'allowed' | 'refused'): User {
  const reason = `sign_in_with ${issuer}`
  recordEvent({ server: 'web', subject: user?.id ?? null, isStranger: user === null, verdict, reason })
  return user
}
