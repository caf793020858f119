import { endAllPrograms } from '../authorization-server/connected-programs'
import { database } from '../database'
import { hashPassword } from './password'
import { endSessions } from './sessions'

interface Replacement {
  password: string
  /** Whether what else acts for the person, or signs them in, ends as well: programs, and passkeys. */
  endsOthers: boolean
}

/**
 * Gives the person a new password. Every session of theirs ends: a copy of one's cookie would go on otherwise.
 *
 * @see OWASP ASVS 5.0 V7.4.3
 */
export async function replacePassword(userId: string, { password, endsOthers }: Replacement): Promise<void> {
  const { user, externalIdentity, passkey, passwordLink } = database().unowned
  await user.update({ where: { id: userId }, data: { passwordHash: await hashPassword(password) } })
  await passwordLink.deleteMany({ where: { userId } })
  // Whoever had the mailbox for a moment may have tied an account elsewhere to this one.
  await externalIdentity.deleteMany({ where: { userId } })
  if (endsOthers) await passkey.deleteMany({ where: { userId } })
  // Last, so that none begins with what was taken away.
  await endSessions(userId, 'all')
  if (endsOthers) await endAllPrograms(userId)
}
