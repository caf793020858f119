import { processRefreshTokenResponse, refreshTokenGrantRequest } from 'oauth4webapi'
import { clientAt } from './client-at.ts'
import { endpointOf } from './endpoint-of.ts'
import { refusalOf } from './refusal.ts'
import type { RemoteAuthorization, RemoteFetch } from './remote-authorization.ts'
import type { RemoteClient } from './remote-client.ts'
import { RemoteOAuthError } from './remote-oauth-error.ts'
import { grantedTokens, type RemoteTokens } from './remote-tokens.ts'

export interface TokensOrder {
  remote: RemoteAuthorization
  tokens: RemoteTokens
  client: RemoteClient
  fetch: RemoteFetch
}

/**
 * New tokens for old ones, at the authorization server that issued them and for the same resource. Store the result
 * before the next refresh: the refresh token may be a new one, and the old one spent.
 *
 * @throws RemoteOAuthError `reconnect_required` when the grant has ended
 * @see RFC 6749 §6; RFC 8707 §2.2
 */
export async function refreshTokens({ remote, tokens, client, fetch }: TokensOrder): Promise<RemoteTokens> {
  assertTokensOf(tokens, remote, client)
  if (!tokens.refreshToken) {
    throw new RemoteOAuthError('reconnect_required', 'The access has ended and cannot be renewed.')
  }
  const we = clientAt(remote, client)
  const { as, options } = endpointOf(remote, remote.tokenEndpoint, fetch)
  try {
    const response = await refreshTokenGrantRequest(as, we.client, we.clientAuth, tokens.refreshToken, {
      ...options,
      additionalParameters: { resource: remote.resource },
    })
    return grantedTokens(await processRefreshTokenResponse(as, we.client, response), tokens)
  } catch (error) {
    throw refusalOf(error, { invalid_grant: 'reconnect_required' })
  }
}

/** Passes when the tokens are of this issuer, for this resource and this client. @throws RemoteOAuthError `issuer_mismatch` */
export function assertTokensOf(tokens: RemoteTokens, remote: RemoteAuthorization, client: RemoteClient): void {
  const isOurs =
    tokens.issuer === remote.issuer && tokens.resource === remote.resource && tokens.clientId === client.clientId
  if (!isOurs) throw new RemoteOAuthError('issuer_mismatch', 'These tokens are of another authorization server.')
}
