import type { Transaction } from '@chaperone/db'
import { endAllPrograms, recordRevokedGrant } from '../authorization-server/connected-programs'
import { database, untilAllServersKnow } from '../database'
import { lockPerson } from './lock-person'
import { hashPassword } from './password'
import { endSessions } from './sessions'

interface Replacement {
  password: string
  /** Whether what else acts for the person, or signs them in, ends as well: programs, and passkeys. */
  endsOthers: boolean
  /** Whether that by which they may choose one still holds, now that nothing else changes it. False: nothing is replaced. */
  mayReplace(tx: Transaction): Promise<boolean>
}

/**
 * Gives the person a new password. Every session of theirs ends: a copy of one's cookie would go on otherwise. All of it
 * happens or nothing, and nothing else that is under way ends up behind it: a passkey, a consent, another password. A link
 * of the operator stays: whoever only knows the old password must not be able to take it away.
 *
 * @see OWASP ASVS 5.0 V7.4.3
 */
export async function replacePassword(userId: string, replacement: Replacement): Promise<boolean> {
  const { password, endsOthers, mayReplace } = replacement
  // Before the lock: it takes a while.
  const passwordHash = await hashPassword(password)
  const clients = await database().transaction(async (tx) => {
    await lockPerson(tx, userId)
    if (!(await mayReplace(tx))) return null
    await tx.user.update({ where: { id: userId }, data: { passwordHash } })
    // Whoever had the mailbox for a moment may have tied an account elsewhere to this one.
    await tx.externalIdentity.deleteMany({ where: { userId } })
    if (endsOthers) await tx.passkey.deleteMany({ where: { userId } })
    await endSessions(userId, 'all', tx)
    // After the sessions: a consent is kept before it looks whether its session is.
    return endsOthers ? endAllPrograms(userId, tx) : []
  })
  for (const clientId of clients ?? []) recordRevokedGrant(userId, clientId)
  if (clients) await untilAllServersKnow()
  return clients !== null
}
