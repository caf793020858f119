import { TOKEN_RENEWAL_MARGIN_SECONDS } from '@chaperone/contracts'
import { type RemoteAccess, type RemoteAccount, RemoteOAuthError, refreshTokens } from '@chaperone/mcp-host'
import { recordEvent } from '../audit/record-event'
import { database } from '../database'
import { once } from '../once'
import { type AccountSecret, type KeptAccount, openAccount, replaceSecret } from './kept-accounts'
import { fetchAuthorizationServer } from './remote-fetch'
import { clientOf, findServer } from './remote-servers'

/** Of this process: whoever else needs the same account renewed waits without a connection to the database. */
const renewals = once('remote-renewals', () => new Map<string, Promise<boolean>>())

/** What one call presents, good for half a minute at least; null when the person has to connect again. */
export async function accountAccess(account: RemoteAccount): Promise<RemoteAccess | null> {
  const kept = await read(account)
  if (!kept) return null
  const { secret } = kept
  if (secret.kind === 'oauth' && endsSoon(kept.expiresAt)) {
    const isRenewed = await renewAccount(account, secret.tokens.accessToken)
    const renewed = isRenewed ? await read(account) : null
    return renewed && accessOf(renewed)
  }
  return accessOf(kept)
}

/** Whether the account has another token than the one that was refused. A key has none. */
export async function renewAccount(account: RemoteAccount, refused: string): Promise<boolean> {
  const key = JSON.stringify([account.userId, account.serverId])
  const running = renewals().get(key) ?? renew(account, refused).finally(() => renewals().delete(key))
  renewals().set(key, running)
  return running
}

/**
 * One instance renews, and the others see what it got: the row is held until the new tokens are written, because the old
 * refresh token may be worth nothing from the first use on.
 *
 * @throws RemoteOAuthError when nobody can tell now whether there is another token
 * @see OAuth 2.1 §4.3.1
 */
async function renew({ userId: ownerId, serverId }: RemoteAccount, refused: string): Promise<boolean> {
  const server = await findServer(serverId)
  if (!server) return false
  return database().withOwner({ ownerId }, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM access.remote_accounts WHERE owner_id = ${ownerId} AND server_id = ${serverId} FOR UPDATE`
    const kept = await openAccount({ ownerId, serverId }, tx)
    if (kept?.secret.kind !== 'oauth') return false
    const { tokens, remote } = kept.secret
    if (tokens.accessToken !== refused) return true
    try {
      const client = clientOf(server, remote)
      const renewed = await refreshTokens({ remote, tokens, client, fetch: fetchAuthorizationServer })
      await replaceSecret(
        { ownerId, serverId, resource: kept.resource },
        { kind: 'oauth', remote, tokens: renewed },
        tx,
      )
      return true
    } catch (error) {
      if (!(error instanceof RemoteOAuthError) || error.code === 'unreachable') throw error
      await replaceSecret({ ownerId, serverId, resource: kept.resource }, null, tx)
      const reason = `remote_ended ${serverId} ${error.code}`
      recordEvent({ server: 'web', subject: ownerId, isStranger: false, verdict: 'refused', reason })
      return false
    }
  })
}

function read({ userId: ownerId, serverId }: RemoteAccount) {
  return database().readAsOwner({ ownerId }, (db) => openAccount({ ownerId, serverId }, db))
}

function accessOf({ secret, resource, issuer, scopes }: KeptAccount & { secret: AccountSecret }): RemoteAccess {
  const text = secret.kind === 'oauth' ? secret.tokens.accessToken : secret.key
  return { kind: secret.kind, secret: text, resource, issuer, scopes }
}

function endsSoon(at: Date | null): boolean {
  return at !== null && at.getTime() - TOKEN_RENEWAL_MARGIN_SECONDS * 1_000 < Date.now()
}
