import { processRevocationResponse, revocationRequest } from 'oauth4webapi'
import { assertTokensOf, type TokensOrder } from './refresh-tokens.ts'
import { refusalOf } from './refusal.ts'
import { endpointOf } from './token-endpoint.ts'

/**
 * Ends a grant at the authorization server that gave it. False when that offers no revocation; then the tokens live
 * until they expire, and forgetting them is all that can be done.
 *
 * @throws RemoteOAuthError
 * @see RFC 7009 §2
 */
export async function revokeTokens({ remote, tokens, client, fetch }: TokensOrder): Promise<boolean> {
  assertTokensOf(tokens, remote, client)
  const { revocationEndpoint: endpoint } = remote
  if (!endpoint) return false
  const at = endpointOf({ remote, client, fetch, endpoint })
  // The refresh token first: with it the access token could be replaced.
  for (const token of [tokens.refreshToken, tokens.accessToken]) {
    if (!token) continue
    try {
      await processRevocationResponse(await revocationRequest(at.as, at.client, at.clientAuth, token, at.options))
    } catch (error) {
      throw refusalOf(error)
    }
  }
  return true
}
