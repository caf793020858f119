import { hash } from 'node:crypto'
import { ACCESS_TOKEN_TYPE, CLOCK_TOLERANCE_SECONDS, SIGNATURE_ALGORITHM } from '@chaperone/contracts'
import { errors, type JWTVerifyResult, jwtVerify, type ResolvedKey } from 'jose'
import { InvalidAccessToken } from './invalid-access-token.ts'
import type { TrustedIssuer } from './trusted-issuer.ts'

type Verified = JWTVerifyResult & ResolvedKey

/** Per issuer and process. Only good tokens get in, so strangers fill no memory. */
const MAX_REMEMBERED = 5_000
const remembered = new WeakMap<TrustedIssuer, Map<string, Verified>>()

/**
 * The claims of a token whose signature, algorithm, type, issuer and time are right. A signature is verified once; each
 * later request asks again whether the key is still the issuer's and the token still in time. Nothing else of the
 * decision is remembered: audience, key binding, scope and revocation are judged by the caller each time.
 *
 * @throws InvalidAccessToken when any of it does not hold. Other errors mean that the issuer's keys could not be had.
 * @see RFC 8725 §3
 */
export async function verifySignature(token: string, issuer: TrustedIssuer): Promise<unknown> {
  try {
    return (await recall(token, issuer)) ?? (await verify(token, issuer))
  } catch (error) {
    // A key set that cannot be fetched says nothing about the token.
    if (!(error instanceof errors.JOSEError)) throw error
    if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) throw error
    if (error.code === 'ERR_JOSE_GENERIC') throw error
    throw new InvalidAccessToken(error.message)
  }
}

async function recall(token: string, issuer: TrustedIssuer): Promise<unknown> {
  const known = remembered.get(issuer)?.get(digestOf(token))
  if (!known) return undefined
  const [, payload = '', signature = ''] = token.split('.')
  // Every fetch of the key set makes new key objects: what was verified with the ones before is verified anew.
  const key = await issuer.keys(known.protectedHeader, { payload, signature })
  const isInTime = (known.payload.exp ?? 0) > Math.floor(Date.now() / 1_000) - CLOCK_TOLERANCE_SECONDS
  return key === known.key && isInTime ? known.payload : undefined
}

async function verify(token: string, issuer: TrustedIssuer): Promise<unknown> {
  const verified = await jwtVerify(token, issuer.keys, {
    issuer: issuer.issuer,
    algorithms: [issuer.algorithm ?? SIGNATURE_ALGORITHM],
    typ: ACCESS_TOKEN_TYPE,
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    requiredClaims: ['iss', 'aud', 'sub', 'client_id', 'iat', 'exp', 'jti'],
  })
  const tokens = remembered.get(issuer) ?? new Map<string, Verified>()
  remembered.set(issuer, tokens)
  // A map keeps the order of insertion: the oldest goes first.
  const [oldest] = tokens.keys()
  if (tokens.size >= MAX_REMEMBERED && oldest !== undefined) tokens.delete(oldest)
  tokens.set(digestOf(token), verified)
  return verified.payload
}

/** So that the memory holds no credential. @see MCP 2026-07-28 basic/authorization/security-considerations, Token Theft */
function digestOf(token: string): string {
  return hash('sha256', token, 'base64')
}
