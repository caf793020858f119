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
  const nonceOf = (period: number) => createHmac('sha256', key).update(String(period)).digest('base64url')
  let known = { period: Number.NaN, current: '', previous: '' }

  /** Computed once a period: every request asks. */
  function ours(): { current: string; previous: string } {
    const period = Math.floor(now() / 1_000 / DPOP_NONCE_SECONDS)
    if (known.period !== period) known = { period, current: nonceOf(period), previous: nonceOf(period - 1) }
    return known
  }

  return {
    current: () => ours().current,
    isOurs: (nonce) => isSame(nonce, ours().current) || isSame(nonce, ours().previous),
  }
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
