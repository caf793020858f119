import { COMMAND_LINE_CLIENT_ID } from '@chaperone/contracts'
import { dpopProof, type ProofKeyPair } from '../dpop-proof.ts'
import type { CookieJar } from '../http/cookie-jar.ts'
import type { Exchange } from '../http/exchange.ts'
import { type AuthorizationRequest, prepareAuthorization } from './authorization-request.ts'
import { followAuthorization } from './follow-authorization.ts'
import { postForm } from './post-form.ts'
import { readCode, readToken, redeemCode, type TokenAnswer } from './redeem-code.ts'

const REDIRECT_URI = 'http://127.0.0.1:49156/callback'

interface ConnectOptions {
  web: string
  /** Cookies of the person who allows it. */
  session: CookieJar
  resource: string
  scope: string
  proofKey?: ProofKeyPair
}

/** A program that a person has allowed to act for them for as long as it is used. */
export interface Connection {
  tokenEndpoint: string
  resource: string
  answer: TokenAnswer & { refresh_token: string }
  request: AuthorizationRequest
}

/**
 * Connects the command-line client as a program that stays.
 *
 * @throws Error when it gets no refresh token
 * @see OpenID Connect Core §11
 */
export async function connect({ web, session, resource, scope, proofKey }: ConnectOptions): Promise<Connection> {
  const wanted = `${scope} offline_access`
  const request = await prepareAuthorization({ issuer: web, resource, scope: wanted, redirectUri: REDIRECT_URI })
  const { callbackUrl, last } = await followAuthorization(session.clone(), request.url, REDIRECT_URI)
  if (!callbackUrl) throw new Error(`The authorization server answered HTTP ${last.status} and led no further`)
  const tokenEndpoint = request.metadata.token_endpoint
  const redeemed = await redeemCode(request, readCode(request, callbackUrl), {}, proofHeader(tokenEndpoint, proofKey))
  const { refresh_token: refreshToken, ...answer } = readToken(redeemed)
  if (!refreshToken) throw new Error('No refresh token was issued')
  return { tokenEndpoint, resource, request, answer: { ...answer, refresh_token: refreshToken } }
}

/** Presents a refresh token. Fields of the form can be replaced, or left out with undefined. @see RFC 6749 §6 */
export function refresh(
  { tokenEndpoint, resource }: Connection,
  refreshToken: string,
  changes: Record<string, string | undefined> = {},
  proofKey?: ProofKeyPair,
): Promise<Exchange> {
  const fields = {
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
    client_id: COMMAND_LINE_CLIENT_ID,
    resource,
    ...changes,
  }
  return postForm(tokenEndpoint, fields, proofHeader(tokenEndpoint, proofKey))
}

function proofHeader(url: string, key: ProofKeyPair | undefined): Record<string, string> {
  return key ? { DPoP: dpopProof({ key, method: 'POST', url }) } : {}
}
