import { SIGN_INS_PER_ACCOUNT_PER_MINUTE, SIGN_INS_PER_MINUTE } from '@chaperone/contracts'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { once } from '../once'
import { networkOf } from './network-of'

/** One address may try more accounts than one account may be tried, but not without end. */
const ADDRESS_FACTOR = 10

function perMinute(name: string, points: number) {
  return once(`throttle-${name}`, () => new RateLimiterMemory({ points, duration: 60 }))
}

const perAddress = perMinute('address', SIGN_INS_PER_MINUTE * ADDRESS_FACTOR)
const perPair = perMinute('pair', SIGN_INS_PER_MINUTE)
const perAccount = perMinute('account', SIGN_INS_PER_ACCOUNT_PER_MINUTE)

/**
 * Counts one attempt. False: too many in the last minute, whether the account exists or not. What an address tries
 * beyond its own limits no longer counts for the account, so that nobody can lock out another person alone.
 */
export async function mayTry(account: string, address: string): Promise<boolean> {
  const network = networkOf(address)
  try {
    await perAddress().consume(network)
    await perPair().consume(pair(account, network))
    await perAccount().consume(account)
    return true
  } catch {
    return false
  }
}

/** Counts one attempt that names no account before it is judged. */
export async function mayTryFrom(address: string): Promise<boolean> {
  return perAddress()
    .consume(networkOf(address))
    .then(
      () => true,
      () => false,
    )
}

/** A right password forgets the attempts before it: only guesses count. */
export async function forgetAttempts(account: string, address: string): Promise<void> {
  const network = networkOf(address)
  await Promise.all([
    perPair().delete(pair(account, network)),
    perAddress().reward(network, 1),
    perAccount().reward(account, 1),
  ])
}

function pair(account: string, network: string): string {
  return JSON.stringify([account, network])
}
