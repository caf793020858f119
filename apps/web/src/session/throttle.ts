import { SIGN_INS_PER_ACCOUNT_PER_MINUTE, SIGN_INS_PER_MINUTE } from '@chaperone/contracts'
import { counter } from '../counter'
import { database } from '../database'
import { networkLimit } from './network-limit'
import { networkOf } from './network-of'

/** One address may try more accounts than one account may be tried, but not without end. */
const ADDRESS_FACTOR = 10

const perAddress = networkLimit('sign-ins', SIGN_INS_PER_MINUTE * ADDRESS_FACTOR)
const perPair = networkLimit('sign-ins-of-account', SIGN_INS_PER_MINUTE)
const perAccount = counter('sign-ins-of-account-anywhere', SIGN_INS_PER_ACCOUNT_PER_MINUTE)

/**
 * Counts one attempt. False: too many in the last minute, whether the account exists or not. What an address tries
 * beyond its own limits no longer counts for the account, so that nobody can lock out another person alone. Many who try
 * together cannot either, where the person is signed in already.
 */
export async function mayTry(account: string, address: string): Promise<boolean> {
  if (!(await perAddress().take(address))) return false
  if (!(await perPair().take(address, account))) return false
  return (await perAccount().take(account)).isAllowed || isSignedInFrom(account, address)
}

/** Whether the account has a session from this network. Asked when its bucket is empty, which says nothing of the account. */
async function isSignedInFrom(account: string, address: string): Promise<boolean> {
  const where = { network: networkOf(address), user: { email: account } }
  return (await database().unowned.webSession.findFirst({ where, select: { id: true } })) !== null
}

/** Counts one attempt that names no account before it is judged. */
export function mayTryFrom(address: string): Promise<boolean> {
  return perAddress().take(address)
}

/** Takes that attempt back, since it was right: only guesses count, however many share an address. */
export function forgetAttemptFrom(address: string): Promise<void> {
  return perAddress().giveBack(address)
}

/** A right password forgets the attempts before it: only guesses count. */
export async function forgetAttempts(account: string, address: string): Promise<void> {
  await Promise.all([
    perPair().forget(address, account),
    perAddress().giveBack(address),
    perAccount().giveBack(account),
  ])
}
