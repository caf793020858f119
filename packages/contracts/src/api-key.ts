/**
 * The format of an API key: `chap_<id>_<secret>_<checksum>`.
 *
 * The fixed prefix and the checksum let secret scanners find a leaked key, and let a server refuse a typo
 * without asking its database. The id is public and finds the row; only the SHA-256 of the whole key is stored.
 * A slow password hash is not needed: the secret has 160 random bits, so it cannot be guessed from its hash.
 */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const FORMAT = /^(chap_([0-9a-hjkmnp-tv-z]{16})_[0-9a-hjkmnp-tv-z]{32})_([0-9a-hjkmnp-tv-z]{6})$/

export interface NewApiKey {
  /** Public: `key_…`. */
  id: string
  /** The secret itself, shown once. */
  key: string
  /** SHA-256 of `key`, 32 bytes. */
  hash: Uint8Array<ArrayBuffer>
}

function encode(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => ALPHABET[byte & 31]).join('')
}

function randomText(length: number): string {
  return encode(crypto.getRandomValues(new Uint8Array(length)))
}

async function checksumOf(body: string): Promise<string> {
  return encode((await hashApiKey(body)).subarray(0, 6))
}

/** SHA-256 of a key, 32 bytes: what is stored and compared. */
export async function hashApiKey(key: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key)))
}

/** A new key with 160 random bits of secret. */
export async function newApiKey(): Promise<NewApiKey> {
  const id = randomText(16)
  const body = `chap_${id}_${randomText(32)}`
  const key = `${body}_${await checksumOf(body)}`
  return { id: `key_${id}`, key, hash: await hashApiKey(key) }
}

/** The public id inside a well-formed key, or null when the format or the checksum is wrong. */
export async function apiKeyId(key: string): Promise<string | null> {
  const match = FORMAT.exec(key)
  if (!match) return null
  const [, body = '', id, checksum] = match
  return (await checksumOf(body)) === checksum ? `key_${id}` : null
}

/** Whether a credential claims to be an API key, so that it is never tried as a token. */
export function looksLikeApiKey(credential: string): boolean {
  return credential.startsWith('chap_')
}
