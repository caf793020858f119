import { createHash } from 'node:crypto'
import { type Scope, TOKEN_RENEWAL_MARGIN_SECONDS, type TraceCredential } from '@chaperone/contracts'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import type { Principal } from './principal.ts'
import { createProofKey, type ProofKey } from './proof-key.ts'
import type { Connection } from './registry.ts'
import type { MintedToken, TokenMinter } from './storage.ts'

const MAX_CACHED_TOKENS = 10_000
const SHOWN_CHARACTERS = 20

export interface HostCredential {
  /** The headers that present it in one request to its server, and nowhere else. */
  present(request: { method: string; url: string; nonce: string | undefined }): Promise<Record<string, string>>
  /** What the trace may show of it. */
  shown: TraceCredential
}

export interface Broker {
  /** The credential for one call: least scope for the tool, one audience. Without a scope, all the person has there. */
  credentialFor(principal: Principal, connection: Connection, scope?: Scope): Promise<HostCredential>
}

/**
 * Holds the keys, fetches the tokens and hands out the one credential a call needs. Tokens are kept per person,
 * session or grant, resource and scope until shortly before they end, and one that is being fetched is fetched once.
 * No session gets a token of another: it would outlive one, or end with the other. Tokens are bound to a key of this
 * process, so that a server that receives one, or anybody on the way, can do nothing with it.
 */
export function createBroker(tokens: TokenMinter): Broker {
  const cache = new Map<string, Promise<MintedToken>>()
  const proofKey = createProofKey()

  async function tokenFor(principal: Principal, resource: string, scope: Scope | undefined): Promise<string> {
    const { origin } = principal
    const cacheKey = JSON.stringify([principal.userId, origin.kind, origin.id, resource, scope ?? null])
    const cached = await cache.get(cacheKey)
    if (cached && cached.expiresAtSeconds - TOKEN_RENEWAL_MARGIN_SECONDS > Date.now() / 1000) return cached.token

    const { thumbprint } = await proofKey
    const fetched = tokens.mint({ principal, resource, thumbprint, ...(scope && { scopes: [scope] }) })
    cache.delete(cacheKey)
    cache.set(cacheKey, fetched)
    fetched.catch(() => cache.delete(cacheKey))
    const [oldest] = cache.keys()
    if (cache.size > MAX_CACHED_TOKENS && oldest !== undefined) cache.delete(oldest)
    return (await fetched).token
  }

  return {
    async credentialFor(principal, connection, scope) {
      const rule = connection.credential
      if (rule.kind === 'api_key') return keyCredential(rule.key)
      if (rule.kind === 'api_key_first' && scope && rule.keyScopes.includes(scope)) return keyCredential(rule.key)
      return tokenCredential(await tokenFor(principal, connection.resource, scope), await proofKey)
    },
  }
}

function keyCredential(key: string): HostCredential {
  const [, id] = key.split('_')
  return { present: async () => ({ Authorization: `Bearer ${key}` }), shown: { kind: 'api_key', keyId: `key_${id}` } }
}

/** The token is ours and fresh, so it is decoded for display without being verified. */
function tokenCredential(token: string, proofKey: ProofKey): HostCredential {
  const [header = '', payload = ''] = token.split('.')
  const accessTokenHash = createHash('sha256').update(token).digest('base64url')
  return {
    present: async (request) => ({
      Authorization: `DPoP ${token}`,
      DPoP: await proofKey.prove({ ...request, accessTokenHash }),
    }),
    shown: {
      kind: 'user_jwt',
      jose: { ...decodeProtectedHeader(token) },
      claims: { ...decodeJwt(token) },
      header: header.slice(0, SHOWN_CHARACTERS),
      payload: payload.slice(0, SHOWN_CHARACTERS),
    },
  }
}
