import { setTimeout as wait } from 'node:timers/promises'
import type { Exchange } from './http/exchange.ts'

const LONGEST_WAIT_SECONDS = 65
const ATTEMPTS = 4

/**
 * Repeats a request that is answered 429, after the time the server asks for: the manners of an honest client.
 * Any other answer is returned as it is, and so is the last 429.
 *
 * @see RFC 6585 §4
 */
export async function patiently(attempt: () => Promise<Exchange>): Promise<Exchange> {
  let exchange = await attempt()
  for (let repeated = 1; exchange.status === 429 && repeated < ATTEMPTS; repeated += 1) {
    const seconds = Math.min(Number(exchange.headers['retry-after'] ?? 1) || 1, LONGEST_WAIT_SECONDS)
    await wait(seconds * 1_000)
    exchange = await attempt()
  }
  return exchange
}
