import type { AccessTokenClaims } from '@chaperone/contracts'
import { decodeJwt, type JWTVerifyGetKey } from 'jose'
import { InvalidAccessToken } from './invalid-access-token.ts'

/** Asymmetric ones alone: with a shared secret, whoever can verify could also sign. */
export const issuerAlgorithms = ['ES256', 'PS256', 'RS256', 'EdDSA'] as const
export type IssuerAlgorithm = (typeof issuerAlgorithms)[number]

/** An authorization server whose tokens are accepted, and whose word is good for its own subjects only. */
export interface TrustedIssuer {
  /** Compared with `iss` as a string. @see RFC 8725 §3.8 */
  issuer: string
  /** Its keys. They verify no token that names another issuer. */
  keys: JWTVerifyGetKey
  /** The one it signs with: whoever sends a token does not choose. @see RFC 8725 §3.1 */
  algorithm?: IssuerAlgorithm
  /** Stands before `sub`, with a colon. Without one, the issuer's subjects are the people of this system. */
  subjectPrefix?: string
}

/**
 * Refuses a list in which two issuers could name the same person: each is listed once, and all but one have a prefix
 * of their own.
 *
 * @throws Error when the server is started with such a list
 */
export function requireDistinct(issuers: readonly TrustedIssuer[]): void {
  const isSpread = (values: unknown[]) => new Set(values).size === values.length
  if (
    issuers.length > 0 &&
    isSpread(issuers.map(({ issuer }) => issuer)) &&
    isSpread(issuers.map(({ subjectPrefix }) => subjectPrefix))
  )
    return
  throw new Error('each trusted issuer needs to be listed once, with a subject prefix that no other has')
}

/**
 * The issuer that a token names, before anything of it is verified: only to choose the keys it must then be verified with.
 *
 * @throws InvalidAccessToken when it is no JWT, or its issuer is none of these
 * @see RFC 8725 §3.8
 */
export function issuerOf(token: string, issuers: readonly TrustedIssuer[]): TrustedIssuer {
  const named = namedIssuer(token)
  const trusted = issuers.find(({ issuer }) => issuer === named)
  if (!trusted) throw new InvalidAccessToken('not of an issuer that is trusted here')
  return trusted
}

function namedIssuer(token: string): string | undefined {
  try {
    return decodeJwt(token).iss
  } catch {
    throw new InvalidAccessToken('not a JWT')
  }
}

/**
 * The claims as this system reads them. Two issuers may give the same `sub` to two people: what a foreign issuer names
 * carries its prefix, so that it is never one of ours, and its `email`, which would admit to invitations, is not
 * believed.
 *
 * @throws InvalidAccessToken when a subject of an issuer without a prefix looks like one with
 * @see RFC 7519 §4.1.2: `sub` is unique only within its issuer
 */
export function namespaced(
  claims: AccessTokenClaims,
  { subjectPrefix }: TrustedIssuer,
  issuers: readonly TrustedIssuer[],
): AccessTokenClaims {
  if (subjectPrefix === undefined) {
    const isBorrowed = issuers.some((other) => other.subjectPrefix && claims.sub.startsWith(`${other.subjectPrefix}:`))
    if (isBorrowed) throw new InvalidAccessToken('its subject looks like that of another issuer')
    return claims
  }
  const { email: _notBelieved, sid: _ofAnotherSystem, grant_hash: _likewise, ...believed } = claims
  return {
    ...believed,
    sub: `${subjectPrefix}:${claims.sub}`,
    client_id: `${subjectPrefix}:${claims.client_id}`,
    ...(claims.act ? { act: { sub: `${subjectPrefix}:${claims.act.sub}` } } : {}),
  }
}
