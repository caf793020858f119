import { setTimeout as delay } from 'node:timers/promises'
import { REMOTE_RENEWAL_PAUSE_SECONDS, REMOTE_RENEWAL_SECONDS } from '@chaperone/contracts'
import { type RemoteAccount, RemoteOAuthError, refreshTokens } from '@chaperone/mcp-host'
import { recordEvent } from '../audit/record-event'
import { database } from '../database'
import { once } from '../once'
import { type AccountSecret, type OpenAccount, openAccount, pauseRenewal, replaceSecret } from './kept-accounts'
import { fetchAuthorizationServer } from './remote-fetch'
import { type AddedServer, clientOf, findServer } from './remote-servers'

/** Of this process: whoever else needs the same account renewed waits for the same answer. */
const renewals = once('remote-renewals', () => new Map<string, Promise<boolean>>())

type OAuthAccount = OpenAccount & { secret: Extract<AccountSecret, { kind: 'oauth' }> }

/** For another instance, which has an answer or gives up in the time of this many looks. */
const LOOKS = 24
const LOOK_MILLISECONDS = 250

/**
 * Whether the account has another token than the one that was refused. A key has none.
 *
 * @throws RemoteOAuthError when nobody can tell now; the account stays as it is
 */
export async function renewAccount(account: RemoteAccount, refused: string): Promise<boolean> {
  const key = JSON.stringify([account.userId, account.serverId])
  const running = renewals().get(key) ?? renew(account, refused).finally(() => renewals().delete(key))
  renewals().set(key, running)
  return running
}

/**
 * One instance renews, and the others see what it got: the old refresh token may be worth nothing from its first use on.
 * While a stranger's server takes its time, nobody holds a connection to the database.
 *
 * @see OAuth 2.1 §4.3.1
 */
async function renew(account: RemoteAccount, refused: string): Promise<boolean> {
  const server = await findServer(account.serverId)
  if (!server) return false
  for (let look = 0; look < LOOKS; look += 1) {
    const claim = await claimRenewal(account, refused)
    if (typeof claim === 'object') return exchange(server, claim)
    if (claim === 'renewed') return true
    if (claim === 'ended') return false
    if (claim === 'paused') break
    await delay(LOOK_MILLISECONDS)
  }
  throw new RemoteOAuthError('unreachable', 'The authorization server gave no answer a moment ago.')
}

/** The account, when it is for the caller to renew it, and for nobody else until it is done or ten seconds are over. */
async function claimRenewal(
  { userId: ownerId, serverId }: RemoteAccount,
  refused: string,
): Promise<OAuthAccount | 'renewed' | 'ended' | 'paused' | 'taken'> {
  return database().withOwner({ ownerId }, async (tx) => {
    const kept = await openAccount({ ownerId, serverId }, tx)
    if (!kept || !isOAuth(kept)) return 'ended'
    if (kept.secret.tokens.accessToken !== refused) return 'renewed'
    const now = new Date()
    if (kept.renewalPausedUntil && kept.renewalPausedUntil > now) return 'paused'
    const isFree = { OR: [{ renewalUntil: null }, { renewalUntil: { lt: now } }] }
    const { count } = await tx.remoteAccount.updateMany({
      where: { ownerId, serverId, sealed: kept.sealed, ...isFree },
      data: { renewalUntil: secondsFromNow(REMOTE_RENEWAL_SECONDS) },
    })
    return count === 1 ? kept : 'taken'
  })
}

/** Only the word that the grant has ended ends it here: whatever else goes wrong may be over at the next call. */
async function exchange(server: AddedServer, account: OAuthAccount): Promise<boolean> {
  const { remote, tokens } = account.secret
  try {
    const client = clientOf(server, remote)
    const renewed = await refreshTokens({ remote, tokens, client, fetch: fetchAuthorizationServer })
    await replaceSecret(account, { kind: 'oauth', remote, tokens: renewed })
    return true
  } catch (error) {
    if (!(error instanceof RemoteOAuthError) || error.code !== 'reconnect_required') {
      await pauseRenewal(account, secondsFromNow(REMOTE_RENEWAL_PAUSE_SECONDS))
      throw error
    }
    await replaceSecret(account, null)
    const reason = `remote_ended ${server.id} ${error.code}`
    recordEvent({ server: 'web', subject: account.ownerId, isStranger: false, verdict: 'refused', reason })
    return false
  }
}

function isOAuth(account: OpenAccount): account is OAuthAccount {
  return account.secret.kind === 'oauth'
}

function secondsFromNow(seconds: number): Date {
  return new Date(Date.now() + seconds * 1_000)
}
