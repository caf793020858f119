import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { AUDIENCE, type KeyServer, newSigningKey, type SigningKey, startKeyServer } from '../testing/key-server.ts'
import { InvalidAccessToken } from './invalid-access-token.ts'
import { remoteKeys } from './remote-keys.ts'
import { verifyAccessToken } from './verify-access-token.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND

let first: SigningKey
let second: SigningKey
let issuer: KeyServer
let verify: (token: string) => Promise<unknown>

beforeEach(async () => {
  // Only the clocks: timers and sockets stay real.
  vi.useFakeTimers({ toFake: ['Date', 'performance'] })
  first = await newSigningKey('first')
  second = await newSigningKey('second')
  issuer = await startKeyServer([first])
  const issuers = [{ issuer: issuer.url, keys: remoteKeys(issuer.jwksUrl) }]
  const revocations = { isRevoked: async () => false }
  verify = (token) => verifyAccessToken(token, { issuers, audience: AUDIENCE, revocations, provenKey: null })
})
afterEach(async () => {
  vi.useRealTimers()
  await issuer.close()
})

async function verifyNew(key: SigningKey): Promise<unknown> {
  return verify(await issuer.token(key))
}

function randomKids(count: number): Promise<string[]> {
  return Promise.all(Array.from({ length: count }, () => issuer.token(first, {}, { kid: crypto.randomUUID() })))
}

async function refusals(tokens: string[]): Promise<number> {
  const answers = await Promise.allSettled(tokens.map(verify))
  return answers.filter((answer) => answer.status === 'rejected' && answer.reason instanceof InvalidAccessToken).length
}

test('the keys are fetched once for many requests, also when they come at the same moment', async () => {
  await Promise.all(Array.from({ length: 20 }, () => verifyNew(first)))
  await verifyNew(first)
  expect(issuer.requests).toBe(1)
})

test('100 unknown key ids at the same moment cause one fetch, and 100 more within 30 s cause none', async () => {
  await verifyNew(first)
  vi.advanceTimersByTime(31 * SECOND)
  expect(await refusals(await randomKids(100))).toBe(100)
  expect(issuer.requests).toBe(2)

  vi.advanceTimersByTime(29 * SECOND)
  expect(await refusals(await randomKids(100))).toBe(100)
  expect(issuer.requests).toBe(2)
  vi.advanceTimersByTime(2 * SECOND)
  expect(await refusals(await randomKids(100))).toBe(100)
  expect(issuer.requests).toBe(3)
})

test('unknown key ids cause no storm on an issuer that is already failing', async () => {
  await verifyNew(first)
  vi.advanceTimersByTime(31 * SECOND)
  issuer.mode = 'failing'
  for (const token of await randomKids(20)) expect(await refusals([token])).toBe(1)
  expect(issuer.requests).toBe(2)
})

test('a key rotation fails no request: announced, in use, then the old one withdrawn', async () => {
  await verifyNew(first)
  issuer.published = [first, second]
  vi.advanceTimersByTime(11 * MINUTE)
  // Everybody who gets requests has the new key before anything is signed with it.
  await verifyNew(first)
  expect(issuer.requests).toBe(2)
  await verifyNew(second)
  await verifyNew(first)
  expect(issuer.requests).toBe(2)

  issuer.published = [second]
  vi.advanceTimersByTime(11 * MINUTE)
  await verifyNew(second)
  await expect(verifyNew(first)).rejects.toThrow(InvalidAccessToken)
})

test('a key that signs at once is accepted at once, unless keys were fetched in the last 30 s', async () => {
  await verifyNew(first)
  vi.advanceTimersByTime(31 * SECOND)
  issuer.published = [second, first]
  await Promise.all([verifyNew(second), verifyNew(first), verifyNew(second)])
  expect(issuer.requests).toBe(2)
})

test('an issuer that is down for less than an hour is not noticed; after that nobody is let in', async () => {
  await verifyNew(first)
  issuer.mode = 'failing'
  vi.advanceTimersByTime(11 * MINUTE)
  await Promise.all(Array.from({ length: 20 }, () => verifyNew(first)))
  await verifyNew(first)
  expect(issuer.requests).toBe(2)

  vi.advanceTimersByTime(50 * MINUTE)
  const refused = await verifyNew(first).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(Error)
  expect(refused).not.toBeInstanceOf(InvalidAccessToken)
  vi.advanceTimersByTime(31 * SECOND)
  issuer.mode = 'answering'
  await verifyNew(first)
})

test('an issuer that does not answer is given two seconds, and its silence says nothing about the token', async () => {
  issuer.mode = 'silent'
  const startedAt = process.hrtime.bigint()
  const refused = await verifyNew(first).catch((error: unknown) => error)
  expect(Number(process.hrtime.bigint() - startedAt) / 1e6).toBeLessThan(4_000)
  expect(refused).toMatchObject({ code: 'ERR_JWKS_TIMEOUT' })
  expect(refused).not.toBeInstanceOf(InvalidAccessToken)
})

test('an issuer that starts after this server is asked again a second later', async () => {
  issuer.mode = 'failing'
  await expect(verifyNew(first)).rejects.toThrow()
  issuer.mode = 'answering'
  await expect(verifyNew(first)).rejects.toThrow()
  expect(issuer.requests).toBe(1)
  vi.advanceTimersByTime(SECOND)
  await verifyNew(first)
  expect(issuer.requests).toBe(2)
})

test('an answer that is no key set says nothing about the token', async () => {
  issuer.published = [{ ...first, publicJwk: 'no key' as never }]
  const refused = await verifyNew(first).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(Error)
  expect(refused).not.toBeInstanceOf(InvalidAccessToken)
})
