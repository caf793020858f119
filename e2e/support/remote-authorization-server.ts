import type { RequestListener } from 'node:http'
import Provider from 'oidc-provider'

/** Somebody else's authorization server. Whoever comes is signed in there and allows everything: they are not under test. */
export interface RemoteAuthorizationServer {
  handle: RequestListener
  /** The one address that it sends people back to from now on: that of its registered client. */
  register(redirectUri: string): void
  /** Ends what everybody allowed: nothing is renewed any more. */
  endEverything(): void
  /** Scopes of a token that is good for the resource now; null for any other. */
  scopesOf(token: string, resource: string): Promise<string[] | null>
}

export const REMOTE_CLIENT = { clientId: 'chaperone-at-notes', clientSecret: 'secret-of-chaperone-at-notes' }
/** Less than the host wants to have left: each call begins with a refresh. */
const ACCESS_TOKEN_SECONDS = 20
/** The app makes up the address when the server is added to it. */
const NOT_YET_KNOWN = 'https://not-yet-known.example/'
const SCOPES = 'notes:read notes:write'

export function remoteAuthorizationServer(issuer: string): RemoteAuthorizationServer {
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: REMOTE_CLIENT.clientId,
        client_secret: REMOTE_CLIENT.clientSecret,
        redirect_uris: [NOT_YET_KNOWN],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        application_type: 'native',
      },
    ],
    pkce: { required: () => true },
    scopes: ['openid', 'offline_access'],
    rotateRefreshToken: true,
    issueRefreshToken: async () => true,
    ttl: { AccessToken: ACCESS_TOKEN_SECONDS },
    findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    interactions: { url: (_ctx, { uid }) => `/allow/${uid}` },
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_ctx, audience) => ({ scope: SCOPES, audience, accessTokenFormat: 'opaque' }),
      },
    },
  })

  let redirectUri = NOT_YET_KNOWN
  provider.Client.prototype.redirectUriAllowed = (asked) => asked === redirectUri

  const callback = provider.callback()
  let isOver = false
  return {
    handle(request, response) {
      if (isOver && request.url === '/token') {
        response.writeHead(400, { 'Content-Type': 'application/json' }).end('{"error":"invalid_grant"}')
        return
      }
      if (!request.url?.startsWith('/allow/')) return callback(request, response)
      void provider.interactionDetails(request, response).then(async ({ params, session }) => {
        const accountId = session?.accountId ?? 'somebody'
        const clientId = String(params.client_id)
        const grant = new provider.Grant({ accountId, clientId })
        grant.addOIDCScope('openid offline_access')
        grant.addResourceScope(String(params.resource), String(params.scope ?? SCOPES))
        const result = { login: { accountId }, consent: { grantId: await grant.save() } }
        await provider.interactionFinished(request, response, result)
      })
    },
    register(address) {
      redirectUri = address
    },
    endEverything() {
      isOver = true
    },
    async scopesOf(token, resource) {
      const found = await provider.AccessToken.find(token)
      return found && !found.isExpired && found.aud === resource ? [...found.scopes] : null
    },
  }
}
