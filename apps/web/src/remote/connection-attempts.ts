import { CONNECTION_ATTEMPTS_PER_MINUTE } from '@chaperone/contracts'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { once } from '../once'
import { consume } from '../session/network-limit'

const attempts = once(
  'connection-attempts',
  () => new RateLimiterMemory({ points: CONNECTION_ATTEMPTS_PER_MINUTE, duration: 60 }),
)

/** Counts one attempt of a person to connect an account. False: too many in the last minute. */
export function mayConnect(userId: string): Promise<boolean> {
  return consume(attempts(), userId)
}
