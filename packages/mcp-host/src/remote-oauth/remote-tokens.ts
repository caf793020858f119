import type { TokenEndpointResponse } from 'oauth4webapi'
import { RemoteOAuthError } from './remote-oauth-error.ts'

/** What one person was granted at one third-party server. Plain JSON, and secret: encrypt it. */
export interface RemoteTokens {
  /** Who issued them. They are shown to nobody else. */
  issuer: string
  /** The only server the access token is for. */
  resource: string
  clientId: string
  accessToken: string
  /** Given when the authorization server issues one; each refresh may replace it. */
  refreshToken?: string | undefined
  /** Seconds since the epoch; undefined when the authorization server does not say. */
  expiresAtSeconds?: number | undefined
  /** Granted scopes: what the answer says, else what was asked for. */
  scopes: string[]
}

/**
 * What a token answer adds to what was there before.
 *
 * @throws RemoteOAuthError `invalid_answer` when the token cannot be presented as a bearer token
 * @see RFC 6749 §5.1
 */
export function grantedTokens(
  answer: TokenEndpointResponse,
  before: Omit<RemoteTokens, 'accessToken' | 'expiresAtSeconds'>,
): RemoteTokens {
  const { access_token: accessToken, expires_in: lifetimeSeconds } = answer
  if (answer.token_type !== 'bearer' || !/^[\x21-\x7e]{1,16384}$/.test(accessToken)) {
    throw new RemoteOAuthError('invalid_answer', 'The authorization server issued a token of a kind we do not use.')
  }
  return {
    ...before,
    accessToken,
    refreshToken: answer.refresh_token ?? before.refreshToken,
    expiresAtSeconds: lifetimeSeconds === undefined ? undefined : Math.floor(Date.now() / 1000) + lifetimeSeconds,
    scopes: answer.scope === undefined ? before.scopes : answer.scope.split(' ').filter(Boolean),
  }
}
