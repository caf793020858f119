import { dpopProof, type ProofKeyPair } from '../dpop-proof.ts'
import type { CookieJar } from '../http/cookie-jar.ts'
import { prepareAuthorization } from './authorization-request.ts'
import { followAuthorization } from './follow-authorization.ts'
import { readCode, readToken, redeemCode } from './redeem-code.ts'

export interface TokenOptions {
  /** Origin of the web app, which is the issuer. */
  web: string
  /** Cookies of a signed-in person. They are copied, not changed. */
  session: CookieJar
  /** Resource identifier the token is for. */
  resource: string
  /** Space-separated. */
  scope: string
  /** The token becomes bound to this key. @see RFC 9449 §5 */
  proofKey?: ProofKeyPair
}

/** Nothing listens here: the redirect is read from the answer's `Location` and not followed. */
const REDIRECT_URI = 'http://127.0.0.1:49152/callback'

/**
 * An access token of a signed-in person for exactly one resource, by the authorization code flow with PKCE of the
 * command-line client: the same way every other program gets one.
 *
 * @see RFC 6749 §4.1, RFC 7636, RFC 8707, RFC 9449 §5
 */
export async function obtainToken({ web, session, resource, scope, proofKey }: TokenOptions): Promise<string> {
  const request = await prepareAuthorization({ issuer: web, resource, scope, redirectUri: REDIRECT_URI })
  const { callbackUrl, last } = await followAuthorization(session.clone(), request.url, REDIRECT_URI)
  if (!callbackUrl) throw new Error(`The authorization server answered HTTP ${last.status} and led no further`)
  const url = request.metadata.token_endpoint
  const headers: Record<string, string> = proofKey ? { DPoP: dpopProof({ key: proofKey, method: 'POST', url }) } : {}
  return readToken(await redeemCode(request, readCode(request, callbackUrl), {}, headers)).access_token
}
