import { generateKeyPair, randomUUID, sign } from 'node:crypto'
import { promisify } from 'node:util'
import { DPOP_PROOF_TYPE, SIGNATURE_ALGORITHM } from '@chaperone/contracts'
import { calculateJwkThumbprint } from 'jose'

export interface ProofRequest {
  method: string
  /** Resource identifier or endpoint, without query. */
  url: string
  /** Of the token that goes with it; none does where one is asked for. */
  accessTokenHash?: string
  nonce: string | undefined
}

/** A private key that never leaves this process. Tokens bound to it are worthless to whoever sees them on their way. */
export interface ProofKey {
  /** RFC 7638 thumbprint: `cnf.jkt` of the tokens that are bound to it. */
  thumbprint: string
  /** A proof for one request. @see RFC 9449 §4.2 */
  prove(request: ProofRequest): string
}

/**
 * A new key for one session. It is not stored: a restart makes a new one, and the tokens of the old one end with it, five
 * minutes later at most.
 *
 * @see RFC 9449 §4
 */
export async function createProofKey(): Promise<ProofKey> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('ec', { namedCurve: 'P-256' })
  const jwk = publicKey.export({ format: 'jwk' })
  const thumbprint = await calculateJwkThumbprint(jwk)
  const header = encode({ typ: DPOP_PROOF_TYPE, alg: SIGNATURE_ALGORITHM, jwk })

  return {
    thumbprint,
    prove({ method, url, accessTokenHash, nonce }) {
      const times = { iat: Math.floor(Date.now() / 1_000), jti: randomUUID() }
      const input = `${header}.${encode({ htm: method, htu: url, ath: accessTokenHash, nonce, ...times })}`
      // Here and now: handing so little to another thread, as Web Crypto does, takes longer than doing it.
      // RFC 7518 §3.4: R and S side by side, not DER.
      const signature = sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' })
      return `${input}.${signature.toString('base64url')}`
    },
  }
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}
