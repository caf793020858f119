import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  isServiceAccount,
  originsOf,
  parseScope,
  type Resource,
  resourceScopes,
  type Scope,
  SIGNATURE_ALGORITHM,
} from '@chaperone/contracts'
import { type ApiKeyStore, verifyApiKey } from '../api-key/verify-api-key.ts'
import { type Caller, verifiedCaller } from '../caller.ts'
import { checkProof, requireNewProof } from '../dpop/check-proof.ts'
import { createNonces } from '../dpop/nonces.ts'
import { createUsedProofs } from '../dpop/used-proofs.ts'
import type { RevocationFeed } from '../jwt/check-revocation.ts'
import { InvalidAccessToken } from '../jwt/invalid-access-token.ts'
import { requireDistinct, type TrustedIssuer } from '../jwt/trusted-issuer.ts'
import { verifyAccessToken } from '../jwt/verify-access-token.ts'
import type { CallerLimits } from '../limits/caller-limits.ts'
import { authorizeCall, isAllowed } from './authorize-call.ts'
import { checkHost } from './check-host.ts'
import { checkOrigin } from './check-origin.ts'
import { type ProtectedResourceMetadata, resourceMetadataUrl } from './protected-resource-metadata.ts'
import { invalidToken, readCredential } from './read-credential.ts'

declare const made: unique symbol

export interface GuardOptions {
  server: Resource
  /** Resource identifier, such as `http://localhost:4003/mcp`: the only audience this server accepts. @see RFC 8707 §2 */
  resource: string
  /** What a first token should ask for; more is asked for when a call needs it. */
  initialScopes: readonly [Scope, ...Scope[]]
  /** Whose tokens are accepted, the system's own issuer first. */
  issuers: readonly TrustedIssuer[]
  /** Asked about every token: a JWT that ended before its `exp` is refused. */
  revocations: RevocationFeed
  /** `'refused'`: this server knows only people, and every key gets 401. */
  apiKeys: ApiKeyStore | 'refused'
  limits: CallerLimits
  /** Exact origins of browser clients. */
  allowedOrigins: readonly string[]
  /** Exact `Host` values besides the resource's own. */
  allowedHosts: readonly string[]
}

/** Stands in front of one resource server. Made only by `createGuard`; `serveMcp` cannot be called without one. */
export interface Guard {
  readonly [made]: true
  readonly server: Resource
  readonly resource: string
  readonly resourceMetadataUrl: string
  readonly metadata: ProtectedResourceMetadata
  /** Transport checks alone, for paths that answer without a caller. @throws Refusal */
  checkTransport(request: IncomingMessage): void
  /** Who is calling. Every request to the MCP endpoint passes here first. @throws Refusal */
  admit(request: IncomingMessage, response: ServerResponse): Promise<Caller>
  /** Counts one request of the caller, who holds a place until the returned function runs. @throws Refusal 429 */
  enter(caller: Caller): Promise<() => void>
  /** Whether `tools/list` shows a tool with this scope. */
  isAllowed(caller: Caller, scope: string): boolean
  /** @throws Refusal 403 `insufficient_scope` */
  authorizeCall(caller: Caller, scope: string): void
}

/**
 * Puts the checks of one resource server in order: where the request comes from, then what credential it carries,
 * then whose it is. What the caller may do with it is a separate step, per call.
 *
 * @see MCP 2026-07-28 basic/authorization, Access Token Usage
 */
export function createGuard(options: GuardOptions): Guard {
  requireDistinct(options.issuers)
  const hosts = new Set([new URL(options.resource).host, ...options.allowedHosts].map((host) => host.toLowerCase()))
  const origins = new Set(options.allowedOrigins)
  const initialScope = options.initialScopes.join(' ')
  const nonces = createNonces()
  const usedProofs = createUsedProofs()

  function checkTransport(request: IncomingMessage): void {
    checkHost(request, hosts)
    checkOrigin(request, origins)
  }

  async function admit(request: IncomingMessage, response: ServerResponse): Promise<Caller> {
    checkTransport(request)
    const credential = readCredential(request, { initialScope, takesKeys: options.apiKeys !== 'refused' })
    switch (credential.kind) {
      case 'api_key':
        return admitKey(credential.value)
      case 'access_token':
        return admitToken(credential.value, null)
      case 'bound_token':
        return admitBoundToken(credential.value, request, response)
    }
  }

  async function admitKey(key: string): Promise<Caller> {
    if (options.apiKeys === 'refused') throw invalidToken(initialScope)
    const stored = await verifyApiKey(key, options.apiKeys)
    if (!stored) throw invalidToken(initialScope)
    return verifiedCaller({
      kind: 'service',
      via: 'api_key',
      ownerId: stored.serviceAccountId,
      clientId: stored.clientId,
      scopes: scopesHere(stored.scopes),
      origins: [],
      credentialId: stored.id,
    })
  }

  async function admitBoundToken(token: string, request: IncomingMessage, response: ServerResponse): Promise<Caller> {
    // RFC 9449 §8.2: the nonce for the next request comes with each answer.
    response.setHeader('DPoP-Nonce', nonces.current())
    const proof = await checkProof({ request, accessToken: token, url: options.resource, nonces })
    const caller = await admitToken(token, proof.thumbprint)
    requireNewProof(proof, usedProofs)
    return caller
  }

  async function admitToken(token: string, provenKey: string | null): Promise<Caller> {
    const { issuers, resource: audience, revocations } = options
    const rules = { issuers, audience, revocations, provenKey }
    const claims = await verifyAccessToken(token, rules).catch((error: unknown) => {
      if (!(error instanceof InvalidAccessToken)) throw error
      throw invalidToken(initialScope, provenKey === null ? 'Bearer' : 'DPoP')
    })
    const kind = isServiceAccount(claims.sub) ? 'service' : 'user'
    // A server that takes no keys knows only people, whatever a program shows.
    if (kind === 'service' && options.apiKeys === 'refused') throw invalidToken(initialScope)
    return verifiedCaller({
      kind,
      via: 'access_token',
      ownerId: claims.sub,
      clientId: claims.client_id,
      scopes: scopesHere(parseScope(claims.scope)),
      origins: originsOf(claims),
      credentialId: claims.jti,
      ...(claims.act ? { actor: claims.act.sub } : {}),
      ...(claims.email ? { email: claims.email.toLowerCase() } : {}),
    })
  }

  /** A scope of another server means nothing here, whoever put it into the credential. */
  function scopesHere(scopes: readonly string[]): ReadonlySet<string> {
    const known: readonly string[] = resourceScopes[options.server]
    return new Set(scopes.filter((scope) => known.includes(scope)))
  }

  return {
    server: options.server,
    resource: options.resource,
    resourceMetadataUrl: resourceMetadataUrl(options.resource),
    metadata: {
      resource: options.resource,
      resource_name: `Chaperone ${options.server} server`,
      authorization_servers: options.issuers.map(({ issuer }) => issuer),
      scopes_supported: [...resourceScopes[options.server]],
      bearer_methods_supported: ['header'],
      dpop_signing_alg_values_supported: [SIGNATURE_ALGORITHM],
    },
    checkTransport,
    admit,
    enter: options.limits.enter,
    isAllowed,
    authorizeCall,
  } as Guard
}
