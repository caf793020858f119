import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { DPOP_NONCE_SECONDS } from '@chaperone/contracts'

export interface Nonces {
  /** What the next proof must contain. */
  current(): string
  /** Whether this process gave the nonce out, in the running or in the previous period. */
  isOurs(nonce: string): boolean
}

/**
 * Nonces of one process, good for one to two periods. They are computed from a key that only this process has, so
 * nothing is stored per client, and a proof that was made for one instance is worth nothing at another: remembering
 * used proofs in one process is then enough, however many instances there are.
 *
 * @see RFC 9449 §9
 */
export function createNonces(now: () => number = Date.now): Nonces {
  const key = randomBytes(32)
  const period = () => Math.floor(now() / 1_000 / DPOP_NONCE_SECONDS)
  const nonceOf = (number: number) => createHmac('sha256', key).update(String(number)).digest('base64url')

  return {
    current: () => nonceOf(period()),
    isOurs: (nonce) => isSame(nonce, nonceOf(period())) || isSame(nonce, nonceOf(period() - 1)),
  }
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
