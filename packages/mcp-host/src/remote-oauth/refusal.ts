import { AuthorizationResponseError, ResponseBodyError, WWWAuthenticateChallengeError } from 'oauth4webapi'
import { RemoteOAuthError, type RemoteOAuthErrorCode } from './remote-oauth-error.ts'

/** Codes that mean more to us than that the request was refused. */
type Meanings = Readonly<Partial<Record<string, RemoteOAuthErrorCode>>>

/**
 * What went wrong at an authorization server, in our words. Of its own words only an error code gets through, and only
 * one that looks like one: nothing for a page or a terminal to run.
 */
export function refusalOf(cause: unknown, meanings: Meanings = {}): RemoteOAuthError {
  if (cause instanceof RemoteOAuthError) return cause
  if (cause instanceof WWWAuthenticateChallengeError) {
    return new RemoteOAuthError('refused', 'The authorization server does not accept our client.')
  }
  if (cause instanceof ResponseBodyError || cause instanceof AuthorizationResponseError) {
    const named = /^[a-z_]{1,40}$/.test(cause.error) ? ` (${cause.error})` : ''
    const code = meanings[cause.error] ?? 'refused'
    return new RemoteOAuthError(code, `The authorization server said no${named}.`)
  }
  return new RemoteOAuthError('invalid_answer', 'The answer of the authorization server is not what it should be.')
}
