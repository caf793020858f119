import { type CryptoKey, calculateJwkThumbprint, EmbeddedJWK, type JWK, type JWTHeaderParameters } from 'jose'

export interface EmbeddedKey {
  key: CryptoKey
  /** What the `cnf.jkt` of a token must name. @see RFC 7638 */
  thumbprint: string
}

const MAX_REMEMBERED = 1_000
/** A public key of P-256 has about 130 characters; longer texts are imported anew each time, so memory stays small. */
const MAX_CHARACTERS = 512
const remembered = new Map<string, EmbeddedKey>()

/**
 * The public key in a proof's header. A client signs many proofs with one key, so the last thousand imported keys are
 * remembered by their exact text. That a key is remembered says nothing about it: every signature is verified.
 *
 * @throws JOSEError when the header holds no public key
 * @see RFC 9449 §4.2, `jwk`
 */
export async function embeddedKey(header: JWTHeaderParameters): Promise<EmbeddedKey> {
  const text = JSON.stringify(header.jwk)
  const known = remembered.get(text)
  if (known) return known
  const key = await EmbeddedJWK(header)
  const embedded = { key, thumbprint: await calculateJwkThumbprint(header.jwk as JWK) }
  if (text.length <= MAX_CHARACTERS) {
    // A map keeps the order of insertion: the oldest goes first.
    const [oldest] = remembered.keys()
    if (remembered.size >= MAX_REMEMBERED && oldest !== undefined) remembered.delete(oldest)
    remembered.set(text, embedded)
  }
  return embedded
}
