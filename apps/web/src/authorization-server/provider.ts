import { createHmac } from 'node:crypto'
import {
  ACCESS_TOKEN_SECONDS,
  AUTHORIZATION_CODE_SECONDS,
  GRANT_SECONDS,
  HOST_CLIENT_ID,
  INTERACTION_SECONDS,
  REFRESH_TOKEN_SECONDS,
  SESSION_SECONDS,
  SIGNATURE_ALGORITHM,
  type TokenOrigin,
} from '@chaperone/contracts'
import Provider, { type Configuration, errors } from 'oidc-provider'
import { database } from '../database'
import { env } from '../env'
import { once } from '../once'
import { fetchOutside } from '../outside/fetch-outside'
import { clientDefaults, isAcceptable, mayFetchDocument, registeredClients } from './clients'
import { hashOf, RecordAdapter } from './record-adapter'
import { resourceByIdentifier, resourceServerInfo } from './resources'
import { scopesOf } from './scopes-of'

/** Grant type of tokens that the host mints for a person it acts for; no request from outside has it. */
export const MEDIATED = 'mediated'

/**
 * The authorization server: authorization code with PKCE S256, exactly one resource per token, JWT access tokens for
 * five minutes. The protocol is the certified library's; this file only says what is allowed here.
 *
 * @see OAuth 2.1, RFC 8707, RFC 9068
 */
export const authorizationServer = once('authorization-server', () => {
  const provider = new Provider(env().WEB_ORIGIN, configuration())
  // The mount sets these two headers itself, from the configured issuer.
  provider.proxy = true
  provider.use(async (ctx, next) => {
    await next()
    if (ctx.oidc?.route === 'discovery') Object.assign(ctx.body as object, { response_modes_supported: ['query'] })
  })
  provider.on('server_error', (_ctx, error) => console.error('the authorization server failed', error))
  return provider
})

function configuration(): Configuration {
  return {
    adapter: RecordAdapter,
    jwks: { keys: env().SIGNING_KEYS.keys as NonNullable<Configuration['jwks']>['keys'] },
    cookies: {
      keys: [secretFor('authorization-server cookies').toString('base64url')],
      names: { session: '_as_session', interaction: '_as_interaction', resume: '_as_resume' },
    },
    clients: registeredClients,
    clientAuthMethods: ['none', 'private_key_jwt'],
    clientDefaults,
    enabledJWA: {
      idTokenSigningAlgValues: [SIGNATURE_ALGORITHM],
      dPoPSigningAlgValues: [SIGNATURE_ALGORITHM],
      clientAuthSigningAlgValues: [SIGNATURE_ALGORITHM],
    },
    // Documents and keys of clients, from addresses that strangers name.
    fetch: fetchOutside({ privateHosts: env().PRIVATE_CLIENT_HOSTS }) as typeof fetch,
    pkce: { required: () => true },
    responseTypes: ['code'],
    scopes: ['openid', 'offline_access'],
    // RFC 9700 §4.14.2: one that is used twice was stolen, and ends everything that came of the same consent.
    rotateRefreshToken: true,
    claims: { openid: ['sub'] },
    ttl: {
      AccessToken: ACCESS_TOKEN_SECONDS,
      AuthorizationCode: AUTHORIZATION_CODE_SECONDS,
      Grant: GRANT_SECONDS,
      IdToken: ACCESS_TOKEN_SECONDS,
      Interaction: INTERACTION_SECONDS,
      RefreshToken: REFRESH_TOKEN_SECONDS,
      Session: SESSION_SECONDS,
    },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      // A client may be a web address, at which it describes itself. @see OAuth Client ID Metadata Document, draft 02
      clientIdMetadataDocument: {
        enabled: true,
        ack: 'draft-02',
        allowFetch: mayFetchDocument,
        allowClient: (_ctx, client) => isAcceptable(client),
      },
      // A client that shows a proof gets a token bound to its key; others get bearer tokens. @see RFC 9449 §5
      dPoP: { enabled: true, nonceSecret: secretFor('dpop nonces'), requireNonce: () => false },
      pushedAuthorizationRequests: { enabled: false },
      revocation: { enabled: true },
      rpInitiatedLogout: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource() {
          // RFC 8707 §2.2 allows several; here a token is good at exactly one server, so exactly one must be named.
          throw new errors.InvalidTarget('exactly one resource is required')
        },
        async getResourceServerInfo(ctx, identifier) {
          if (Array.isArray(ctx.oidc.params?.resource))
            throw new errors.InvalidTarget('exactly one resource is required')
          const resource = resourceByIdentifier(identifier)
          if (!resource) throw new errors.InvalidTarget('unknown resource')
          const info = resourceServerInfo(identifier, resource, ACCESS_TOKEN_SECONDS)
          const { account } = ctx.oidc
          // What was granted long ago may be more than the person has today.
          const isIssuing = ctx.oidc.route === 'token' && account
          return isIssuing ? { ...info, scope: (await scopesOf(account.accountId, resource)).join(' ') } : info
        },
      },
    },
    async findAccount(_ctx, id) {
      const user = await database().unowned.user.findUnique({ where: { id } })
      return user ? { accountId: user.id, claims: () => ({ sub: user.id }) } : undefined
    },
    // Called for every access token, also for those the host mints for itself.
    async extraTokenClaims(_ctx, token) {
      const { accountId, gty } = token as { accountId?: string; gty?: string }
      const { grantId, origin } = token as { grantId?: string; origin?: TokenOrigin }
      const isForTasks = resourceByIdentifier(String(token.aud)) === 'tasks'
      return {
        // RFC 8693 §4.1: who acts for the subject.
        ...(gty === MEDIATED ? { act: { sub: HOST_CLIENT_ID } } : {}),
        // What the token ends with when it is revoked before its time.
        ...(origin?.kind === 'session' ? { sid: origin.id } : {}),
        ...(origin?.kind === 'grant' ? { grant_hash: origin.id } : {}),
        ...(grantId ? { grant_hash: hashOf(grantId) } : {}),
        ...(accountId && isForTasks ? await emailClaim(accountId) : {}),
      }
    },
    interactions: { url: (_ctx, interaction) => `/consent/${interaction.uid}` },
    routes: {
      authorization: '/oauth/authorize',
      token: '/oauth/token',
      jwks: '/oauth/jwks',
      revocation: '/oauth/token/revoke',
    },
    renderError(ctx, out) {
      ctx.type = 'json'
      ctx.body = out
    },
  }
}

/** 32 bytes for one purpose, from the one secret that is configured. */
function secretFor(purpose: string): Buffer {
  return createHmac('sha256', env().SESSION_SECRET).update(purpose).digest()
}

/** The verified address by which people are invited to projects. Only tokens for the tasks server carry it. */
async function emailClaim(userId: string): Promise<{ email: string } | undefined> {
  const user = await database().unowned.user.findUnique({ where: { id: userId }, select: { email: true } })
  return user ?? undefined
}
