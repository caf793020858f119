import { env } from '../env'

/**
 * What an authenticator's answer must be for: a page of this origin. The browser writes the origin into what is signed,
 * so that a look-alike site gets an answer that is worth nothing here.
 *
 * @see WebAuthn Level 3 §7.1, §7.2, §13.4.9
 */
export function expectedPlace() {
  return { expectedOrigin: env().WEB_ORIGIN, expectedRPID: relyingPartyId() }
}

/** @see WebAuthn Level 3 §5.4.2: the domain to which a passkey belongs, without scheme and port */
export function relyingPartyId(): string {
  return new URL(env().WEB_ORIGIN).hostname
}
