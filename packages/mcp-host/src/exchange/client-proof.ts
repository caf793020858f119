import { randomUUID } from 'node:crypto'
import {
  CLIENT_ASSERTION_SECONDS,
  CLIENT_ASSERTION_URN,
  HOST_CLIENT_ID,
  SIGNATURE_ALGORITHM,
} from '@chaperone/contracts'
import { importJWK, SignJWT } from 'jose'

/** A private key of P-256, as a JWK. Its `kid` names it among several that the authorization server knows. */
export interface ClientKey {
  kty: 'EC'
  crv: 'P-256'
  x: string
  y: string
  d: string
  kid?: string | undefined
}

/** Proves for one request to this issuer, within a minute, that it comes from the host. @see RFC 7523 §2.2, §3 */
export async function clientProof(key: ClientKey, issuer: string): Promise<Record<string, string>> {
  const { kid, kty, crv, x, y, d } = key
  const assertion = new SignJWT({ iss: HOST_CLIENT_ID, sub: HOST_CLIENT_ID, aud: issuer, jti: randomUUID() })
    .setProtectedHeader({ alg: SIGNATURE_ALGORITHM, ...(kid ? { kid } : {}) })
    .setIssuedAt()
    .setExpirationTime(`${CLIENT_ASSERTION_SECONDS}s`)
  return {
    client_id: HOST_CLIENT_ID,
    client_assertion_type: CLIENT_ASSERTION_URN,
    client_assertion: await assertion.sign(await importJWK({ kty, crv, x, y, d }, SIGNATURE_ALGORITHM)),
  }
}
