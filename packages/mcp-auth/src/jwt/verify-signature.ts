import { hash } from 'node:crypto'
import {
  ACCESS_TOKEN_TYPE,
  type AccessTokenClaims,
  accessTokenClaimsSchema,
  CLOCK_TOLERANCE_SECONDS,
  MAX_ACCESS_TOKEN_SECONDS,
  SIGNATURE_ALGORITHM,
} from '@chaperone/contracts'
import { errors, type JWTVerifyResult, jwtVerify, type ResolvedKey } from 'jose'
import { InvalidAccessToken } from './invalid-access-token.ts'
import { issuerOf, type TrustedIssuer } from './trusted-issuer.ts'

/** What a token says, and whose word it is. */
export interface SignedClaims {
  issuer: TrustedIssuer
  claims: AccessTokenClaims
}

type Verified = SignedClaims & Pick<JWTVerifyResult & ResolvedKey, 'key' | 'protectedHeader'>

/** Per list of issuers and process. Only good tokens get in, so strangers fill no memory. */
const MAX_REMEMBERED = 5_000
const remembered = new WeakMap<readonly TrustedIssuer[], Map<string, Verified>>()

/**
 * The claims of a token whose issuer is trusted, and whose signature, algorithm, type, shape and time are right. A token
 * is read and verified once; each later request asks again whether the key is still the issuer's and the token still in
 * time. Nothing else of the decision is remembered: audience, key binding, scope and revocation are judged by the caller
 * each time.
 *
 * @throws InvalidAccessToken when any of it does not hold. Other errors mean that the issuer's keys could not be had.
 * @see RFC 8725 §3
 */
export async function verifySignature(token: string, issuers: readonly TrustedIssuer[]): Promise<SignedClaims> {
  try {
    return (await recall(token, issuers)) ?? (await verify(token, issuers))
  } catch (error) {
    // A key set that cannot be fetched says nothing about the token.
    if (!(error instanceof errors.JOSEError)) throw error
    if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) throw error
    if (error.code === 'ERR_JOSE_GENERIC') throw error
    throw new InvalidAccessToken(error.message)
  }
}

async function recall(token: string, issuers: readonly TrustedIssuer[]): Promise<SignedClaims | undefined> {
  const known = remembered.get(issuers)?.get(digestOf(token))
  if (!known) return undefined
  const [, payload = '', signature = ''] = token.split('.')
  // Every fetch of the key set makes new key objects: what was verified with the ones before is verified anew.
  const key = await known.issuer.keys(known.protectedHeader, { payload, signature })
  const { iat, exp } = known.claims
  const isInTime =
    Math.min(exp, iat + MAX_ACCESS_TOKEN_SECONDS) > Math.floor(Date.now() / 1_000) - CLOCK_TOLERANCE_SECONDS
  return key === known.key && isInTime ? known : undefined
}

async function verify(token: string, issuers: readonly TrustedIssuer[]): Promise<SignedClaims> {
  const issuer = issuerOf(token, issuers)
  const { payload, protectedHeader, key } = await jwtVerify(token, issuer.keys, {
    issuer: issuer.issuer,
    algorithms: [issuer.algorithm ?? SIGNATURE_ALGORITHM],
    typ: ACCESS_TOKEN_TYPE,
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    maxTokenAge: MAX_ACCESS_TOKEN_SECONDS,
    requiredClaims: ['iss', 'aud', 'sub', 'client_id', 'iat', 'exp', 'jti'],
  })
  const claims = accessTokenClaimsSchema.safeParse(payload)
  if (!claims.success) throw new InvalidAccessToken('a required claim is missing or has the wrong shape')
  const verified = { issuer, claims: claims.data, protectedHeader, key }
  remember(digestOf(token), verified, issuers)
  return verified
}

function remember(digest: string, verified: Verified, issuers: readonly TrustedIssuer[]): void {
  const tokens = remembered.get(issuers) ?? new Map<string, Verified>()
  remembered.set(issuers, tokens)
  // A map keeps the order of insertion: the oldest goes first.
  const [oldest] = tokens.keys()
  if (tokens.size >= MAX_REMEMBERED && oldest !== undefined) tokens.delete(oldest)
  tokens.set(digest, verified)
}

/** So that the memory holds no credential. @see MCP 2026-07-28 basic/authorization/security-considerations, Token Theft */
function digestOf(token: string): string {
  return hash('sha256', token, 'base64')
}
