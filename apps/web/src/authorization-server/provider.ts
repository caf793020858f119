import { createHmac } from 'node:crypto'
import {
  ACCESS_TOKEN_SECONDS,
  AUTHORIZATION_CODE_SECONDS,
  GRANT_SECONDS,
  INTERACTION_SECONDS,
  REFRESH_TOKEN_SECONDS,
  SESSION_SECONDS,
  SIGNATURE_ALGORITHM,
} from '@chaperone/contracts'
import Provider, { type Configuration } from 'oidc-provider'
import { database } from '../database'
import { env } from '../env'
import { once } from '../once'
import { isBlocked } from './blocked-clients'
import { checkAssertion } from './client-assertion'
import { CLIENT_DOCUMENT_BYTES, mayFetchDocument } from './client-limits'
import { clientDefaults, isAcceptable, registeredClients } from './clients'
import { allowEnterpriseGrants } from './enterprise-grant'
import { allowTokenExchange } from './exchange-grant'
import { extraTokenClaims } from './extra-token-claims'
import { fetchDocument, notFailed } from './failed-documents'
import { type KeyRing, keyRing } from './key-ring'
import { RecordAdapter } from './record-adapter'
import { RegisteredClients } from './registered-clients'
import { defaultResource, getResourceServerInfo } from './resource-indicators'
import { limitRegistrations, REGISTRATION_PATH, selfRegistration } from './self-registration'

/**
 * The authorization server: authorization code with PKCE S256, exactly one resource per token, JWT access tokens for
 * five minutes. The protocol is the certified library's; this file only says what is allowed here.
 *
 * @see OAuth 2.1, RFC 8707, RFC 9068
 */
export async function authorizationServer(): Promise<Provider> {
  const ring = await keyRing()
  const running = made()
  // The library reads its keys once. A new one takes a new server, which differs from the last in nothing else.
  if (running.ring !== ring || !running.provider) Object.assign(running, { ring, provider: createProvider(ring) })
  return running.provider as Provider
}

const made = once('authorization-server', (): { ring?: KeyRing; provider?: Provider } => ({}))

function createProvider({ keys }: KeyRing): Provider {
  const provider = new Provider(env().WEB_ORIGIN, configuration(keys))
  // The mount sets these two headers itself, from the configured issuer.
  provider.proxy = true
  provider.use(async (ctx, next) => {
    await next()
    if (ctx.oidc?.route === 'discovery') Object.assign(ctx.body as object, { response_modes_supported: ['query'] })
  })
  allowEnterpriseGrants(provider)
  allowTokenExchange(provider)
  limitRegistrations(provider)
  provider.on('server_error', (_ctx, error) => console.error('the authorization server failed', error))
  return provider
}

function configuration(keys: KeyRing['keys']): Configuration {
  return {
    adapter: (model: string) => (model === 'Client' ? new RegisteredClients() : new RecordAdapter(model)),
    jwks: { keys: [...keys] as NonNullable<Configuration['jwks']>['keys'] },
    cookies: {
      keys: [secretFor('authorization-server cookies').toString('base64url')],
      names: { session: '_as_session', interaction: '_as_interaction', resume: '_as_resume' },
    },
    clients: registeredClients(),
    clientAuthMethods: ['none', 'private_key_jwt'],
    clientDefaults,
    enabledJWA: {
      idTokenSigningAlgValues: [SIGNATURE_ALGORITHM],
      dPoPSigningAlgValues: [SIGNATURE_ALGORITHM],
      clientAuthSigningAlgValues: [SIGNATURE_ALGORITHM],
    },
    // Documents and keys of clients, from addresses that strangers name.
    fetchResponseBodyLimits: {
      'client_id metadata document': CLIENT_DOCUMENT_BYTES,
      jwks_uri: CLIENT_DOCUMENT_BYTES,
      sector_identifier_uri: CLIENT_DOCUMENT_BYTES,
    },
    // Everybody has one id everywhere, so no document needs to say which addresses belong together.
    sectorIdentifierUriValidate: () => false,
    assertJwtClientAuthClaimsAndHeader: checkAssertion,
    fetch: fetchDocument({ privateHosts: env().PRIVATE_CLIENT_HOSTS }) as typeof fetch,
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
      registration: selfRegistration(),
      // A client may be a web address, at which it describes itself. @see OAuth Client ID Metadata Document, draft 02
      clientIdMetadataDocument: {
        enabled: true,
        ack: 'draft-02',
        allowFetch: mayFetchDocument,
        // What was fetched before is asked about as well.
        async allowClient(_ctx, client) {
          notFailed(client.clientId)
          return isAcceptable(client) && !(await isBlocked(client.clientId))
        },
      },
      // A client that shows a proof gets a token bound to its key; others get bearer tokens. @see RFC 9449 §5
      // A program that acts for itself: it proves its key, and has rows of its own. @see RFC 6749 §4.4, RFC 7523 §2.2
      clientCredentials: { enabled: true },
      dPoP: { enabled: true, nonceSecret: secretFor('dpop nonces'), requireNonce: () => false },
      pushedAuthorizationRequests: { enabled: false },
      revocation: { enabled: true },
      rpInitiatedLogout: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource,
        getResourceServerInfo,
      },
    },
    async findAccount(_ctx, id) {
      const user = await database().unowned.user.findUnique({ where: { id } })
      return user ? { accountId: user.id, claims: () => ({ sub: user.id }) } : undefined
    },
    extraTokenClaims,
    interactions: { url: (_ctx, interaction) => `/consent/${interaction.uid}` },
    routes: {
      authorization: '/oauth/authorize',
      token: '/oauth/token',
      jwks: '/oauth/jwks',
      revocation: '/oauth/token/revoke',
      registration: REGISTRATION_PATH,
    },
    renderError(ctx, out) {
      // A person who was sent here is told in words; a program gets the error of its specification.
      if (ctx.accepts('json', 'html') === 'html') {
        ctx.status = 303
        ctx.set('Location', `/authorization-problem?${new URLSearchParams({ code: out.error })}`)
        return
      }
      ctx.type = 'json'
      ctx.body = out
    },
  }
}

/** 32 bytes for one purpose, from the one secret that is configured. */
function secretFor(purpose: string): Buffer {
  return createHmac('sha256', env().SESSION_SECRET).update(purpose).digest()
}
