import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const ALGORITHM = 'aes-256-gcm'
const IV_BYTES = 12
const TAG_BYTES = 16

/** What was sealed cannot be opened with this key, under this name, or was changed. */
export class NotOpened extends Error {
  override name = 'NotOpened'
}

/**
 * Encrypts a text for keeping in the database: readable and changeable only with the master key, and good under its own
 * name only, so that one row cannot stand in for another.
 *
 * @see NIST SP 800-38D; RFC 5869
 */
export function seal(masterKey: string, name: string, text: string): string {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv(ALGORITHM, keyFrom(masterKey), iv).setAAD(Buffer.from(name))
  const content = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), content]).toString('base64url')
}

/** @throws NotOpened */
export function unseal(masterKey: string, name: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url')
  const [iv, tag] = [bytes.subarray(0, IV_BYTES), bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES)]
  try {
    const decipher = createDecipheriv(ALGORITHM, keyFrom(masterKey), iv, { authTagLength: TAG_BYTES })
    decipher.setAAD(Buffer.from(name)).setAuthTag(tag)
    const content = bytes.subarray(IV_BYTES + TAG_BYTES)
    return Buffer.concat([decipher.update(content), decipher.final()]).toString('utf8')
  } catch {
    throw new NotOpened(`${name} cannot be opened: MASTER_KEY is not the one it was sealed with`)
  }
}

function keyFrom(masterKey: string): Buffer {
  return Buffer.from(hkdfSync('sha256', masterKey, '', 'chaperone sealed rows', 32))
}
