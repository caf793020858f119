import { createHash } from 'node:crypto'
import {
  KEY_CALLS_PER_MINUTE,
  type Scope,
  SESSION_SECONDS,
  TOKEN_RENEWAL_MARGIN_SECONDS,
  type TraceCredential,
} from '@chaperone/contracts'
import type { Tracer } from '@opentelemetry/api'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { CallRefused } from './call/refused.ts'
import { keptPerKey } from './kept-per-key.ts'
import type { Principal } from './principal.ts'
import { createProofKey, type ProofKey } from './proof-key.ts'
import type { Connection } from './registry.ts'
import type { RemoteAccess, RemoteAccount, RemoteAccounts } from './remote-accounts.ts'
import { RemoteOAuthError } from './remote-oauth/remote-oauth-error.ts'
import type { MintedToken, TokenMinter } from './storage.ts'
import { inSpan } from './trace/spans.ts'

const MAX_CACHED_TOKENS = 10_000
const MAX_PROOF_KEYS = 10_000
const SHOWN_CHARACTERS = 20

interface PresentedIn {
  method: string
  /** What its server is known by. */
  url: string
  /** Where it really goes: somewhere else only behind a private network. */
  sentTo: string
  nonce: string | undefined
}

export interface HostCredential {
  /** The headers that present it in one request to its server, and nowhere else. */
  present(request: PresentedIn): Promise<Record<string, string>>
  /** Forgets it, because its server did not accept it. True when another can be had: a key is what it is. */
  renew(): Promise<boolean>
  /** What the trace may show of it. */
  shown: TraceCredential
}

export interface Broker {
  /**
   * The credential for one call: least scope for the tool, one audience. Without a scope, all the person has there.
   *
   * @param more scopes that the person has allowed for this call in addition
   * @throws CallRefused `rate_limited` for more than a person's, or their programs', share of what the host's keys may ask for
   * @throws CallRefused `not_connected` for an account at a remote server that has to be connected again
   */
  credentialFor(
    principal: Principal,
    connection: Connection,
    scope?: Scope,
    more?: readonly string[],
  ): Promise<HostCredential>
}

/**
 * Holds the keys, fetches the tokens and hands out the one credential a call needs. Tokens are kept per person,
 * session or grant, resource and scope until shortly before they end, and one that is being fetched is fetched once.
 * No session gets a token of another: it would outlive one, or end with the other. Each session's tokens are bound to a
 * key of its own, so that a server that receives one, or anybody on the way, can do nothing with it. An API key works for
 * everybody, so a person gets no more than a share of what it may ask for, in a browser, and as much again for all their
 * programs. At a remote server the person's own account counts, and nothing that was made for a server of ours.
 */
export function createBroker(tokens: TokenMinter, remote: RemoteAccounts, tracer: Tracer): Broker {
  const kept = keptPerKey<MintedToken>({
    limit: MAX_CACHED_TOKENS,
    millisecondsOf: ({ expiresAtSeconds }) => (expiresAtSeconds - TOKEN_RENEWAL_MARGIN_SECONDS) * 1_000 - Date.now(),
  })
  const proofKeys = keptPerKey<ProofKey>({ limit: MAX_PROOF_KEYS, millisecondsOf: () => SESSION_SECONDS * 1_000 })
  const keyCalls = new RateLimiterMemory({ points: KEY_CALLS_PER_MINUTE, duration: 60 })

  async function keyFor({ userId, via }: Principal, { title }: Connection, key: string): Promise<HostCredential> {
    await keyCalls.consume(`${via} ${userId}`).catch(() => {
      throw new CallRefused('rate_limited', `You asked too much of ${title}. Try again in a minute.`)
    })
    return keyCredential(key)
  }

  async function tokenFor(
    principal: Principal,
    { id, resource }: Connection,
    scopes: readonly string[] | undefined,
  ): Promise<HostCredential> {
    const { origin, userId } = principal
    const proofKey = await proofKeys.get(JSON.stringify([userId, origin.kind, origin.id]), createProofKey)
    const { thumbprint } = proofKey
    const cacheKey = JSON.stringify([thumbprint, resource, scopes ?? null])
    const span = { name: 'fetch credential', kind: 'internal', attributes: { 'chaperone.connection': id } } as const
    const { token } = await kept.get(cacheKey, () =>
      inSpan(tracer, span, () => tokens.mint({ ...proofKey, principal, resource, ...(scopes && { scopes }) })),
    )
    return tokenCredential(token, proofKey, () => kept.forget((one) => one === cacheKey))
  }

  return {
    async credentialFor(principal, connection, scope, more = []) {
      const rule = connection.credential
      if (rule.kind === 'remote_account') return accountCredential(remote, principal, connection)
      if (rule.kind === 'api_key') return keyFor(principal, connection, rule.key)
      if (rule.kind === 'api_key_first' && scope && rule.keyScopes.includes(scope)) {
        return keyFor(principal, connection, rule.key)
      }
      return tokenFor(principal, connection, scope && [scope, ...more])
    },
  }
}

function keyCredential(key: string): HostCredential {
  const [, id] = key.split('_')
  return {
    present: async () => ({ Authorization: `Bearer ${key}` }),
    renew: async () => false,
    shown: { kind: 'api_key', keyId: `key_${id}` },
  }
}

async function accountCredential(
  remote: RemoteAccounts,
  { userId, origin }: Principal,
  { id, title, resource }: Connection,
): Promise<HostCredential> {
  const account: RemoteAccount = { userId, serverId: id }
  const access = await answered(title, remote.access(account, origin))
  if (!access) {
    throw new CallRefused(
      'not_connected',
      `${title} does not accept your account any more. Connect it again at ${remote.connectUrl(id)}.`,
    )
  }
  // The server may have been exchanged for another one since the account was connected.
  if (access.resource !== resource) throw new Error(`an account at ${access.resource} is of no use at ${resource}`)
  return {
    async present({ sentTo }) {
      if (sentTo !== new URL(access.resource).href) {
        throw new Error(`what is for ${access.resource} is not sent to ${sentTo}`)
      }
      return { Authorization: `Bearer ${access.secret}` }
    },
    renew: () => answered(title, remote.renew(account, access.secret)),
    shown: shownOf(access),
  }
}

/** Somebody else's authorization server that cannot be asked is no fault of the host's. */
function answered<T>(title: string, work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    if (!(error instanceof RemoteOAuthError)) throw error
    const message = `Nobody answers where your access to ${title} is renewed. Try again in a moment.`
    throw new CallRefused('server_unavailable', message)
  })
}

function shownOf({ kind, issuer, resource, scopes }: RemoteAccess): TraceCredential {
  return { kind: kind === 'oauth' ? 'remote_token' : 'remote_key', remote: { issuer, resource, scopes } }
}

/** The token is ours and fresh, so it is decoded for display without being verified. */
function tokenCredential(token: string, proofKey: ProofKey, forget: () => void): HostCredential {
  const [header = '', payload = ''] = token.split('.')
  const accessTokenHash = createHash('sha256').update(token).digest('base64url')
  return {
    present: async (request) => ({
      Authorization: `DPoP ${token}`,
      DPoP: proofKey.prove({ ...request, accessTokenHash }),
    }),
    async renew() {
      forget()
      return true
    },
    shown: {
      kind: 'user_jwt',
      jose: { ...decodeProtectedHeader(token) },
      claims: { ...decodeJwt(token) },
      header: header.slice(0, SHOWN_CHARACTERS),
      payload: payload.slice(0, SHOWN_CHARACTERS),
    },
  }
}
