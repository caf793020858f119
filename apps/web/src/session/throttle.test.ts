import { SIGN_INS_PER_ACCOUNT_PER_MINUTE, SIGN_INS_PER_MINUTE } from '@chaperone/contracts'
import { expect, test } from 'vitest'
import { database } from '../database.ts'
import { useWebDatabase } from '../testing/web-database.ts'
import { networkOf } from './network-of.ts'
import { forgetAttemptFrom, forgetAttempts, mayTry, mayTryFrom } from './throttle.ts'

useWebDatabase({ id: 'usr_erin', email: 'erin@example.com' })

/** Uses up what an account may be tried from everywhere. */
function guessFromEverywhere(account: string): Promise<number> {
  const times = SIGN_INS_PER_ACCOUNT_PER_MINUTE * 2
  return tryOften(times, account, (attempt) => `192.0.${attempt >> 8}.${attempt & 255}`)
}

async function tryOften(times: number, account: string, address: (attempt: number) => string): Promise<number> {
  let allowed = 0
  for (let attempt = 0; attempt < times; attempt += 1) if (await mayTry(account, address(attempt))) allowed += 1
  return allowed
}

test('nobody can lock a person out of another address', async () => {
  expect(await tryOften(1_000, 'alice@example.com', () => '203.0.113.7')).toBe(SIGN_INS_PER_MINUTE)
  expect(await mayTry('alice@example.com', '198.51.100.1')).toBe(true)
})

test('an IPv6 network counts as one address', async () => {
  expect(await tryOften(50, 'bob@example.com', (attempt) => `2001:db8::${attempt}`)).toBe(SIGN_INS_PER_MINUTE)
  expect(await mayTry('bob@example.com', '2001:db8:0:1::1')).toBe(true)
})

test('whoever holds many IPv6 networks does not guess with each of them', async () => {
  const ofCompany = (attempt: number) => `2001:db8:48:${(attempt * 257).toString(16)}::1`
  expect(await tryOften(255, 'dave@example.com', ofCompany)).toBe(SIGN_INS_PER_MINUTE * 16)
})

test('guessing from many addresses is bounded as well', async () => {
  expect(await guessFromEverywhere('carol@example.com')).toBe(SIGN_INS_PER_ACCOUNT_PER_MINUTE)
})

test('guessers everywhere do not lock a person out where they are signed in', async () => {
  const [account, home] = ['erin@example.com', '2001:db8:e:1::7']
  const session = { id: 'ses_erin', userId: 'usr_erin', agent: 'a browser', network: networkOf(home) }
  await database().unowned.webSession.create({ data: session })
  await guessFromEverywhere(account)
  await guessFromEverywhere('nobody@example.com')

  // Elsewhere, and for another account at home, the answer is that of an account which does not exist.
  for (const [tried, address] of [
    [account, '203.0.113.9'],
    [account, '2001:db8:e:2::7'],
    ['nobody@example.com', home],
  ] as const) {
    expect(await mayTry(tried, address)).toBe(false)
  }
  // Who guesses at home is bounded there.
  expect(await tryOften(SIGN_INS_PER_MINUTE * 2, account, () => home)).toBe(SIGN_INS_PER_MINUTE)

  await forgetAttempts(account, home)
  expect(await mayTry(account, home)).toBe(true)
})

test('only guesses without an account count for a network, and they are bounded', async () => {
  const office = '203.0.113.77'
  for (let attempt = 0; attempt < SIGN_INS_PER_MINUTE * 20; attempt += 1) {
    expect(await mayTryFrom(office)).toBe(true)
    await forgetAttemptFrom(office)
  }
  const guesses = await Promise.all(Array.from({ length: SIGN_INS_PER_MINUTE * 20 }, () => mayTryFrom(office)))
  expect(guesses.filter(Boolean)).toHaveLength(SIGN_INS_PER_MINUTE * 10)
})
