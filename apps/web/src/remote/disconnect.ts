import { revokeTokens } from '@chaperone/mcp-host'
import { recordEvent } from '../audit/record-event'
import { database } from '../database'
import { inOneLine } from '../host/in-one-line'
import type { Person } from '../session/person'
import { type AccountSecret, openAccount } from './kept-accounts'
import { fetchAuthorizationServer } from './remote-fetch'
import { clientOf, findServer } from './remote-servers'

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
  await revoke(serverId, forgotten.secret).catch((error: unknown) =>
    console.error('tokens of a remote server could not be revoked there', inOneLine(error)),
  )
  return true
}

async function revoke(serverId: string, secret: AccountSecret | undefined): Promise<void> {
  if (secret?.kind !== 'oauth') return
  const server = await findServer(serverId)
  if (!server) return
  const { remote, tokens } = secret
  await revokeTokens({ remote, tokens, client: clientOf(server, remote), fetch: fetchAuthorizationServer })
}
