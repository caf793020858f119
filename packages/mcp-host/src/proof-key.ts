import { randomUUID } from 'node:crypto'
import { DPOP_PROOF_TYPE, SIGNATURE_ALGORITHM } from '@chaperone/contracts'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'

export interface ProofRequest {
  method: string
  /** Resource identifier, without query. */
  url: string
  accessTokenHash: string
  nonce: string | undefined
}

/** A private key that never leaves this process. Tokens bound to it are worthless to whoever sees them on their way. */
export interface ProofKey {
  /** RFC 7638 thumbprint: `cnf.jkt` of the tokens that are bound to it. */
  thumbprint: string
  /** A proof for one request. @see RFC 9449 §4.2 */
  prove(request: ProofRequest): Promise<string>
}

/**
 * A new key for one session. It is not stored: a restart makes a new one, and the tokens of the old one end with it, five
 * minutes later at most.
 *
 * @see RFC 9449 §4
 */
export async function createProofKey(): Promise<ProofKey> {
  const { privateKey, publicKey } = await generateKeyPair(SIGNATURE_ALGORITHM)
  const jwk: JWK = await exportJWK(publicKey)
  const thumbprint = await calculateJwkThumbprint(jwk)
  const header = { typ: DPOP_PROOF_TYPE, alg: SIGNATURE_ALGORITHM, jwk }

  return {
    thumbprint,
    prove: ({ method, url, accessTokenHash, nonce }) =>
      new SignJWT({ htm: method, htu: url, ath: accessTokenHash, ...(nonce === undefined ? {} : { nonce }) })
        .setProtectedHeader(header)
        .setIssuedAt()
        .setJti(randomUUID())
        .sign(privateKey),
  }
}
