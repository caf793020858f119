import {
  AuthorizationResponseError,
  authorizationCodeGrantRequest,
  processAuthorizationCodeResponse,
  validateAuthResponse,
} from 'oauth4webapi'
import type { PendingAuthorization } from './begin-authorization.ts'
import { clientAt } from './client-at.ts'
import { endpointOf } from './endpoint-of.ts'
import { refusalOf } from './refusal.ts'
import type { RemoteFetch } from './remote-authorization.ts'
import type { RemoteClient } from './remote-client.ts'
import { RemoteOAuthError } from './remote-oauth-error.ts'
import { grantedTokens, type RemoteTokens } from './remote-tokens.ts'

export interface FinishOrder {
  /** Of the person and the browser that are back; used up, whatever comes of it. */
  pending: PendingAuthorization
  /** Query of the address that the browser came back to. */
  callback: URLSearchParams
  /** The client that began. */
  client: RemoteClient
  fetch: RemoteFetch
}

/**
 * Exchanges the code of an answer that belongs to this very authorization: same state, same issuer. It is sent to the
 * token endpoint that was checked before the browser left, and nowhere else.
 *
 * @throws RemoteOAuthError
 * @see RFC 9207 §2.4; RFC 6749 §4.1.3; RFC 8707 §2.2
 */
export async function finishAuthorization({ pending, callback, client, fetch }: FinishOrder): Promise<RemoteTokens> {
  const { remote, clientId, scopes } = pending
  if (client.clientId !== clientId) {
    throw new RemoteOAuthError('issuer_mismatch', 'The authorization was begun by another client.')
  }
  const we = clientAt(remote, client)
  const { as, options } = endpointOf(remote, remote.tokenEndpoint, fetch)
  try {
    const answer = validateAuthResponse(as, we.client, callback, pending.state)
    const response = await authorizationCodeGrantRequest(
      as,
      we.client,
      we.clientAuth,
      answer,
      pending.redirectUri,
      pending.codeVerifier,
      { ...options, additionalParameters: { resource: remote.resource } },
    )
    const granted = await processAuthorizationCodeResponse(as, we.client, response)
    return grantedTokens(granted, { issuer: remote.issuer, resource: remote.resource, clientId, scopes })
  } catch (error) {
    throw strayAnswer(pending, callback, error) ?? refusalOf(error, { access_denied: 'access_denied' })
  }
}

/** Why an answer is none to this authorization. What it says, an error too, is then nobody's concern. */
function strayAnswer(
  pending: PendingAuthorization,
  callback: URLSearchParams,
  error: unknown,
): RemoteOAuthError | null {
  if (error instanceof AuthorizationResponseError) return null
  if (callback.get('state') !== pending.state) {
    return new RemoteOAuthError('state_mismatch', 'This answer belongs to no authorization begun here.')
  }
  const { issuer, issRequired } = pending.remote
  const iss = callback.get('iss')
  if (iss === null ? !issRequired : iss === issuer) return null
  return new RemoteOAuthError('issuer_mismatch', 'The answer comes from another authorization server.')
}
