import { type AccessTokenClaims, originsOf, type TokenOrigin } from '@chaperone/contracts'
import { InvalidAccessToken } from './invalid-access-token.ts'

/** What ended before its time. Handed in: this package knows no database. */
export interface RevocationFeed {
  /** Whether any of these was revoked. Rejects when that cannot be known: then nobody is let in. */
  isRevoked(origins: readonly TokenOrigin[]): Promise<boolean>
}

/**
 * Lets only tokens through whose session and grant still stand. The signature of a JWT stays good until its `exp`,
 * whatever happened since, so this is asked on every request.
 *
 * @throws InvalidAccessToken for a revoked one. Other errors mean that it cannot be known.
 * @see RFC 7009 §2, RFC 9700 §4.14.2
 */
export async function checkRevocation(claims: AccessTokenClaims, revocations: RevocationFeed): Promise<void> {
  if (await revocations.isRevoked(originsOf(claims))) throw new InvalidAccessToken('its session or grant was revoked')
}
