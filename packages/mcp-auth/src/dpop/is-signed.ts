import { type KeyObject, verify } from 'node:crypto'

/** Bytes of each of the two numbers in an ES256 signature. @see RFC 7518 §3.4 */
const NUMBER_BYTES = 32

/**
 * Whether an ES256 signature of this text is by this key, which must be one of P-256.
 *
 * OpenSSL reads signatures in DER alone. Node converts the form of JWTs too, but asks the key for its curve first, which
 * takes a third as long as the verification itself.
 *
 * @param signature 64 bytes
 * @see RFC 7518 §3.4
 */
export function isSigned(text: string, key: KeyObject, signature: Buffer): boolean {
  if (signature.length !== 2 * NUMBER_BYTES) return false
  const numbers = [...derInteger(signature.subarray(0, NUMBER_BYTES)), ...derInteger(signature.subarray(NUMBER_BYTES))]
  return verify('sha256', Buffer.from(text), key, Buffer.from([0x30, numbers.length, ...numbers]))
}

/** An unsigned number as DER writes it: no zero bytes in front, but for one where it would be negative. @see X.690 §8.3 */
function derInteger(bytes: Buffer): number[] {
  const first = bytes.findIndex((byte) => byte !== 0)
  const digits = first === -1 ? [0] : [...bytes.subarray(first)]
  if ((digits[0] as number) >= 0x80) digits.unshift(0)
  return [0x02, digits.length, ...digits]
}
