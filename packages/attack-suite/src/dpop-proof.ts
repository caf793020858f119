import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto'

export interface ProofKeyPair {
  privateKey: KeyObject
  publicKey: KeyObject
}

/** A client's key for sender-constrained tokens. */
export function newProofKey(): ProofKeyPair {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' })
}

export interface ProofOrder {
  key: ProofKeyPair
  method: string
  url: string
  /** The proof names its hash; left out at the token endpoint. */
  accessToken?: string
  nonce?: string | undefined
  /** Replaces claims; undefined removes one. */
  claims?: Record<string, unknown>
  /** Replaces header parameters; undefined removes one. */
  header?: Record<string, unknown>
}

/**
 * A proof of possession for one request, with exactly the given differences. Nothing is checked: that is the point.
 *
 * @see RFC 9449 §4.2
 */
export function dpopProof({ key, method, url, accessToken, nonce, ...changes }: ProofOrder): string {
  const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: key.publicKey.export({ format: 'jwk' }), ...changes.header }
  const claims = {
    jti: randomUUID(),
    htm: method,
    htu: url,
    iat: Math.floor(Date.now() / 1_000),
    ...(accessToken && { ath: createHash('sha256').update(accessToken).digest('base64url') }),
    nonce,
    ...changes.claims,
  }
  const content = `${encode(header)}.${encode(claims)}`
  if (header.alg === 'none') return `${content}.`
  const signature = sign('sha256', Buffer.from(content), { key: key.privateKey, dsaEncoding: 'ieee-p1363' })
  return `${content}.${signature.toString('base64url')}`
}

function encode(part: Record<string, unknown>): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}
