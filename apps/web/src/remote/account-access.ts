import { TOKEN_RENEWAL_MARGIN_SECONDS } from '@chaperone/contracts'
import type { RemoteAccess, RemoteAccount } from '@chaperone/mcp-host'
import { database } from '../database'
import { type OpenAccount, openAccount } from './kept-accounts'
import { renewAccount } from './renew-account'

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

function read({ userId: ownerId, serverId }: RemoteAccount) {
  return database().readAsOwner({ ownerId }, (db) => openAccount({ ownerId, serverId }, db))
}

function accessOf({ secret, resource, issuer, scopes }: OpenAccount): RemoteAccess {
  const text = secret.kind === 'oauth' ? secret.tokens.accessToken : secret.key
  return { kind: secret.kind, secret: text, resource, issuer, scopes }
}

function endsSoon(at: Date | null): boolean {
  return at !== null && at.getTime() - TOKEN_RENEWAL_MARGIN_SECONDS * 1_000 < Date.now()
}
