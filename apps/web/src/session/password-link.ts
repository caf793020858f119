import { createHash } from 'node:crypto'
import { recordEvent } from '../audit/record-event'
import { database } from '../database'
import { judgeChoice } from './judge-choice'
import type { PasswordProblem } from './password-policy'
import { replacePassword } from './replace-password'

/** For whom a link is. */
export interface LinkHolder {
  id: string
  name: string
  email: string
  /** Whether there is nothing yet that ends with their first password. */
  isNew: boolean
}

/** The person to whom the operator gave this link, or null: no such link, over, used, or followed by another. */
export async function holderOf(token: string): Promise<LinkHolder | null> {
  const link = await database().unowned.passwordLink.findUnique({
    where: { tokenHash: hashOf(token), expiresAt: { gt: new Date() } },
    include: { user: { select: { id: true, name: true, email: true, passwordHash: true } } },
  })
  if (!link) return null
  const { passwordHash, ...user } = link.user
  // The operator takes the old one away when they make the link, so its absence alone says little.
  return { ...user, isNew: passwordHash === null && !(await hasBegun(user.id)) }
}

async function hasBegun(userId: string): Promise<boolean> {
  const { passkey, externalIdentity, oidcRecord } = database().unowned
  const where = { userId }
  const grants = { model: 'Grant', accountId: userId }
  const counts = [passkey.count({ where }), externalIdentity.count({ where }), oidcRecord.count({ where: grants })]
  return (await Promise.all(counts)).some((count) => count > 0)
}

type LinkOutcome = 'first_password' | 'changed' | 'over' | 'throttled' | PasswordProblem

/**
 * Gives the holder of a link the password that they chose. Who forgot theirs cannot show it, so everything ends that
 * somebody else may have begun with it: sessions, programs, passkeys. The link works once.
 *
 * @see OWASP ASVS 5.0 V6.4; NIST SP 800-63B-4 §4.2
 */
export async function setPasswordByLink(token: string, password: string): Promise<LinkOutcome> {
  const holder = await holderOf(token)
  if (!holder) return 'over'
  const problem = await judgeChoice(holder, { password, way: 'link' })
  if (problem) return problem
  const isSet = await replacePassword(holder.id, {
    password,
    endsOthers: true,
    async mayReplace(tx) {
      const where = { tokenHash: hashOf(token), expiresAt: { gt: new Date() } }
      return (await tx.passwordLink.deleteMany({ where })).count === 1
    },
  })
  if (!isSet) return 'over'
  recordEvent({
    server: 'web',
    subject: holder.id,
    isStranger: false,
    verdict: 'allowed',
    reason: 'password_set_by_link',
  })
  return holder.isNew ? 'first_password' : 'changed'
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
