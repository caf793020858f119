import { createHash } from 'node:crypto'

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/** The same key with its last character changed: format right, checksum wrong. */
export function keyWithTypo(key: string): string {
  return `${key.slice(0, -1)}${other(key.at(-1) ?? '')}`
}

/** A well-formed key with the public id of a real one, another secret and a checksum that fits. */
export function keyWithOtherSecret(key: string): string {
  const [prefix, id, secret = ''] = key.split('_')
  const body = `${prefix}_${id}_${other(secret[0] ?? '')}${secret.slice(1)}`
  const digest = createHash('sha256').update(body).digest()
  const checksum = Array.from(digest.subarray(0, 6), (byte) => ALPHABET[byte & 31]).join('')
  return `${body}_${checksum}`
}

function other(character: string): string {
  return character === '0' ? '1' : '0'
}
