import { calculatePKCECodeChallenge, generateRandomCodeVerifier, generateRandomState } from 'oauth4webapi'
import type { RemoteAuthorization } from './remote-authorization.ts'
import { assertClientOf, type RemoteClient } from './remote-client.ts'
import { secureAddress } from './secure-address.ts'

export interface BeginOrder {
  remote: RemoteAuthorization
  client: RemoteClient
  /** Where the browser comes back to: registered, or named in our client metadata document. */
  redirectUri: string
  /** What to ask for; without it, what the server named first. */
  scopes?: string[] | undefined
}

/**
 * An authorization that has begun and not ended. Plain JSON, and secret: keep it for the one person and the one browser
 * that began, for minutes, and use it once.
 */
export interface PendingAuthorization {
  /** As it was checked before the browser left; its issuer is the one the answer must come from. */
  remote: RemoteAuthorization
  clientId: string
  redirectUri: string
  state: string
  codeVerifier: string
  scopes: string[]
}

/**
 * Where to send the browser, and what to remember until it is back.
 *
 * @throws RemoteOAuthError
 * @see RFC 7636 §4; RFC 8707 §2.1; OAuth 2.1 §4.1.1
 */
export async function beginAuthorization(order: BeginOrder): Promise<{ url: string; pending: PendingAuthorization }> {
  const { remote, client, redirectUri } = order
  assertClientOf(client, remote)
  // Whether loopback may do without https was decided when the address was discovered.
  const url = secureAddress(remote.authorizationEndpoint, { allowLoopbackHttp: true })
  const offline = remote.offersOfflineAccess ? ['offline_access'] : []
  const scopes = [...new Set([...(order.scopes ?? remote.scopes ?? []), ...offline])]
  const state = generateRandomState()
  const codeVerifier = generateRandomCodeVerifier()
  const parameters = {
    response_type: 'code',
    client_id: client.clientId,
    redirect_uri: redirectUri,
    // MCP: "MUST send this parameter regardless of whether authorization servers support it."
    resource: remote.resource,
    state,
    code_challenge: await calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    ...(scopes.length > 0 && { scope: scopes.join(' ') }),
    // OpenID Connect Core §11 gives offline access to nobody who was not asked.
    ...(scopes.includes('offline_access') && { prompt: 'consent' }),
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return { url: url.href, pending: { remote, clientId: client.clientId, redirectUri, state, codeVerifier, scopes } }
}
