import type { TokenEndpointResponse } from 'oauth4webapi'
import { scopeListSchema } from './fetch-document.ts'
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
  /** Seconds since the epoch; undefined when the authorization server does not say, or says what cannot be. */
  expiresAtSeconds?: number | undefined
  /** Granted scopes: what the answer says, if it can be scopes, else what was asked for. */
  scopes: string[]
}

const MAX_LIFETIME_SECONDS = 365 * 24 * 60 * 60

/**
 * What a token answer adds to what was there before. A lifetime or scopes that cannot be are left out, and the answer is
 * taken all the same: it may hold the only refresh token that is still good.
 *
 * @throws RemoteOAuthError `invalid_answer` when the token cannot be presented as a bearer token
 * @see RFC 6749 §5.1
 */
export function grantedTokens(
  answer: TokenEndpointResponse,
  before: Omit<RemoteTokens, 'accessToken' | 'expiresAtSeconds'>,
): RemoteTokens {
  const { access_token: accessToken } = answer
  if (answer.token_type !== 'bearer' || !/^[\x21-\x7e]{1,16384}$/.test(accessToken)) {
    throw new RemoteOAuthError('invalid_answer', 'The authorization server issued a token of a kind we do not use.')
  }
  return {
    ...before,
    accessToken,
    refreshToken: answer.refresh_token ?? before.refreshToken,
    expiresAtSeconds: endOf(answer.expires_in),
    scopes: scopeListSchema.safeParse(answer.scope?.split(' ').filter(Boolean)).data ?? before.scopes,
  }
}

function endOf(lifetimeSeconds: number | undefined): number | undefined {
  const isPossible = lifetimeSeconds !== undefined && lifetimeSeconds > 0 && lifetimeSeconds <= MAX_LIFETIME_SECONDS
  return isPossible ? Math.floor(Date.now() / 1_000 + lifetimeSeconds) : undefined
}
