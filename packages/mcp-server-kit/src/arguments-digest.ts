import { hash } from 'node:crypto'
import canonicalize from 'canonicalize'

/**
 * SHA-256, hex, of a value's canonical JSON: the same arguments have the same digest, however they are written.
 *
 * @see RFC 8785 §3
 */
export function argumentsDigest(value: unknown): string {
  return hash('sha256', canonicalize(value ?? {}) ?? '', 'hex')
}
