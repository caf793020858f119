import type { Exchange } from './http/exchange.ts'

const ANNOUNCED_MILLISECONDS = 1_000

/**
 * Repeats a request for as long as it takes a revocation to reach a server that was busy when it was announced: all but
 * the last answer are of that moment. See "Milliseconds" in docs/threat-model.md.
 */
export async function untilRefused(attempt: () => Promise<Exchange>): Promise<Exchange> {
  const end = performance.now() + ANNOUNCED_MILLISECONDS
  let exchange = await attempt()
  while (exchange.status === 200 && performance.now() < end) exchange = await attempt()
  return exchange
}
