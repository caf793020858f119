import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'

const ITERATIONS = 4096
const KEY_BYTES = 32

function keyFor(saltedPassword: Buffer, purpose: string): Buffer {
  return createHmac('sha256', saltedPassword).update(purpose).digest()
}

/**
 * What PostgreSQL stores instead of a password. Made here, so that the password itself never stands in a statement,
 * and so in no server log. `password` is printable ASCII: nothing in it needs SASLprep.
 *
 * @see RFC 5802 §3, RFC 7677
 */
export function scramVerifier(password: string): string {
  const salt = randomBytes(16)
  const saltedPassword = pbkdf2Sync(password, salt, ITERATIONS, KEY_BYTES, 'sha256')
  const storedKey = createHash('sha256').update(keyFor(saltedPassword, 'Client Key')).digest('base64')
  const serverKey = keyFor(saltedPassword, 'Server Key').toString('base64')
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString('base64')}$${storedKey}:${serverKey}`
}
