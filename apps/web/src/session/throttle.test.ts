import { SIGN_INS_PER_ACCOUNT_PER_MINUTE, SIGN_INS_PER_MINUTE } from '@chaperone/contracts'
import { expect, test } from 'vitest'
import { mayTry } from './throttle.ts'

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
  const times = SIGN_INS_PER_ACCOUNT_PER_MINUTE * 2
  const allowed = await tryOften(times, 'carol@example.com', (attempt) => `192.0.${attempt >> 8}.${attempt & 255}`)
  expect(allowed).toBe(SIGN_INS_PER_ACCOUNT_PER_MINUTE)
})
