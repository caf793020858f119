import { recordEvent } from '../audit/record-event'
import { database } from '../database'
import type { Person } from '../session/person'
import { openAccount } from './kept-accounts'
import { revokeSecret } from './revoke-secret'

/**
 * Forgets the person's account at a server: the next call of it is refused here. Then its tokens are revoked where they
 * came from, if that is offered and somebody answers.
 *
 * @returns false when there was none
 */
export async function disconnect({ id: ownerId }: Person, serverId: string): Promise<boolean> {
  // PostgreSQL cannot store NUL, so no server has it in its id.
  if (serverId.includes('\0')) return false
  const forgotten = await database().withOwner({ ownerId }, async (tx) => {
    // One that cannot be opened is forgotten all the same.
    const account = await openAccount({ ownerId, serverId }, tx).catch(() => null)
    await tx.remoteAuthorization.deleteMany({ where: { ownerId, serverId } })
    const { count } = await tx.remoteAccount.deleteMany({ where: { ownerId, serverId } })
    return { count, secret: account?.secret }
  })
  if (forgotten.count === 0) return false
  const reason = `remote_disconnected ${serverId}`
  recordEvent({ server: 'web', subject: ownerId, isStranger: false, verdict: 'allowed', reason })
  await revokeSecret(serverId, forgotten.secret)
  return true
}
