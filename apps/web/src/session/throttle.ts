import { SIGN_INS_PER_MINUTE } from '@chaperone/contracts'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { once } from '../once'

/** One address may try more accounts than one account may be tried, but not without end. */
const ADDRESS_FACTOR = 10

const perAccount = once('throttle-account', () => new RateLimiterMemory({ points: SIGN_INS_PER_MINUTE, duration: 60 }))
const perAddress = once(
  'throttle-address',
  () => new RateLimiterMemory({ points: SIGN_INS_PER_MINUTE * ADDRESS_FACTOR, duration: 60 }),
)

/** Counts one attempt. False: too many in the last minute, whether the account exists or not. */
export async function mayTry(account: string, address: string): Promise<boolean> {
  try {
    await Promise.all([perAccount().consume(account), perAddress().consume(address)])
    return true
  } catch {
    return false
  }
}

/** A right password forgets the attempts before it: only guesses count. */
export async function forgetAttempts(account: string, address: string): Promise<void> {
  await Promise.all([perAccount().delete(account), perAddress().reward(address, 1)])
}
