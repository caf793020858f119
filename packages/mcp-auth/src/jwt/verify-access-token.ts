import { type AccessTokenClaims, isServiceAccount } from '@chaperone/contracts'
import { checkRevocation, type RevocationFeed } from './check-revocation.ts'
import { InvalidAccessToken } from './invalid-access-token.ts'
import { namespaced, type TrustedIssuer } from './trusted-issuer.ts'
import { verifySignature } from './verify-signature.ts'

export interface AccessTokenRules {
  issuers: readonly TrustedIssuer[]
  /** This server's resource identifier: the only audience it accepts. */
  audience: string
  revocations: RevocationFeed
  /** Thumbprint of the key whose possession the request proved; null for a plain bearer. @see RFC 9449 §6.1 */
  provenKey: string | null
}

/**
 * The claims of an access token that is ours in every respect: signature by a known key of the issuer it names,
 * algorithm, type, issuer, exactly one audience, validity in time, all claims of RFC 9068 present, and not revoked.
 *
 * @throws InvalidAccessToken when any of it does not hold. Other errors mean that it cannot be known now: the issuer's
 * keys or the revocations could not be had.
 * @see RFC 9068 §4
 * @see RFC 8725 §3
 */
export async function verifyAccessToken(token: string, rules: AccessTokenRules): Promise<AccessTokenClaims> {
  const { issuer, claims } = await verifySignature(token, rules.issuers)
  // RFC 8707 §2. Compared here and not by jose, whose check is membership: a token for two servers would pass it.
  if (claims.aud !== rules.audience) throw new InvalidAccessToken('not issued for this server alone')
  // RFC 9449 §7.1, §7.2: a bound token is good with its own key only and never as a bearer token; an unbound one with none.
  if ((claims.cnf?.jkt ?? null) !== rules.provenKey) throw new InvalidAccessToken('bound to another key')
  // RFC 9068 §2.2: a client that acts for itself is the subject. Only then is the subject a service account of ours: a
  // person's token cannot borrow its rows by carrying its name.
  const isOwnClient = claims.sub === claims.client_id && issuer.subjectPrefix === undefined
  if (isServiceAccount(claims.sub) && !isOwnClient) throw new InvalidAccessToken('names a service account')
  const believed = namespaced(claims, issuer, rules.issuers)
  await checkRevocation(believed, rules.revocations)
  return believed
}
