import { processRevocationResponse, ResponseBodyError, revocationRequest } from 'oauth4webapi'
import { clientAt } from './client-at.ts'
import { endpointOf } from './endpoint-of.ts'
import { assertTokensOf, type TokensOrder } from './refresh-tokens.ts'
import { refusalOf } from './refusal.ts'

/**
 * Ends a grant at the authorization server that gave it. False when that can revoke none of its tokens: then they live
 * until they expire, and forgetting them is all that can be done. An access token may outlive this by its few minutes.
 *
 * @throws RemoteOAuthError
 * @see RFC 7009 §2
 */
export async function revokeTokens({ remote, tokens, client, fetch }: TokensOrder): Promise<boolean> {
  assertTokensOf(tokens, remote, client)
  const { revocationEndpoint: endpoint } = remote
  if (!endpoint) return false
  const we = clientAt(remote, client)
  const { as, options } = endpointOf(remote, endpoint, fetch)
  let isRevoked = false
  // The refresh token first: with it the access token could be replaced.
  for (const token of [tokens.refreshToken, tokens.accessToken]) {
    if (!token) continue
    try {
      await processRevocationResponse(await revocationRequest(as, we.client, we.clientAuth, token, options))
      isRevoked = true
    } catch (error) {
      // RFC 7009 §2.2.1: what many say of access tokens that are JWTs.
      if (!(error instanceof ResponseBodyError && error.error === 'unsupported_token_type')) throw refusalOf(error)
    }
  }
  return isRevoked
}
