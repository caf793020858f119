import { BrokenCircuitError, ConsecutiveBreaker, circuitBreaker, handleType, type IPolicy } from 'cockatiel'
import { ServerUnreachable } from './call/server-unreachable.ts'
import type { Connection } from './registry.ts'

/** So many in a row, and a server is left alone: each failure costs a caller up to ten seconds. */
const FAILURES = 5
/** Then one caller tries whether it is back. */
export const PAUSE_MILLISECONDS = 10_000

export interface Circuits {
  /**
   * Runs one attempt, unless the server failed several times just now.
   *
   * @throws ServerUnreachable then, or what the attempt threw
   */
  run<T>(connection: Connection, attempt: () => Promise<T>): Promise<T>
}

/** One circuit breaker per server: one that is down costs the others and their callers nothing. */
export function createCircuits(): Circuits {
  const breakers = new Map<string, IPolicy>()

  function breakerOf({ address }: Connection): IPolicy {
    const known = breakers.get(address)
    if (known) return known
    const breaker = circuitBreaker(handleType(ServerUnreachable), {
      breaker: new ConsecutiveBreaker(FAILURES),
      halfOpenAfter: PAUSE_MILLISECONDS,
    })
    breakers.set(address, breaker)
    return breaker
  }

  return {
    async run(connection, attempt) {
      try {
        return await breakerOf(connection).execute(attempt)
      } catch (error) {
        if (!(error instanceof BrokenCircuitError)) throw error
        throw new ServerUnreachable({ wasSent: false, isPaused: true })
      }
    },
  }
}
