import {
  ACCESS_TOKEN_SECONDS,
  accessTokenClaimsSchema,
  CLOCK_TOLERANCE_SECONDS,
  MAX_ACCESS_TOKEN_SECONDS,
} from '@chaperone/contracts'
import type { JWTVerifyGetKey } from 'jose'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { AUDIENCE, type KeyServer, newSigningKey, type SigningKey, startKeyServer } from '../testing/key-server.ts'
import { InvalidAccessToken } from './invalid-access-token.ts'
import { remoteKeys } from './remote-keys.ts'
import { type AccessTokenRules, verifyAccessToken } from './verify-access-token.ts'

const MINUTE = 60_000

let key: SigningKey
let issuer: KeyServer
let rules: AccessTokenRules

beforeEach(async () => {
  // Only the clocks: timers and sockets stay real.
  vi.useFakeTimers({ toFake: ['Date', 'performance'] })
  key = await newSigningKey('first')
  issuer = await startKeyServer([key])
  rules = {
    issuers: [{ issuer: issuer.url, keys: remoteKeys(issuer.jwksUrl) }],
    audience: AUDIENCE,
    revocations: { isRevoked: async () => false },
    provenKey: null,
  }
})
afterEach(async () => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  await issuer.close()
})

function refused(token: string, change: Partial<AccessTokenRules> = {}) {
  return expect(verifyAccessToken(token, { ...rules, ...change })).rejects.toThrow(InvalidAccessToken)
}

test('a signature is verified once; another token of the same person is verified for itself', async () => {
  const verify = vi.spyOn(crypto.subtle, 'verify')
  const token = await issuer.token(key)
  const first = await verifyAccessToken(token, rules)
  expect(await verifyAccessToken(token, rules)).toEqual(first)
  expect(verify).toHaveBeenCalledTimes(1)
  await verifyAccessToken(await issuer.token(key), rules)
  expect(verify).toHaveBeenCalledTimes(2)
})

test('a token that is known is not read again', async () => {
  const token = await issuer.token(key)
  await verifyAccessToken(token, rules)
  const read = vi.spyOn(accessTokenClaimsSchema, 'safeParse')
  const decode = vi.spyOn(JSON, 'parse')
  await verifyAccessToken(token, rules)
  expect(read).not.toHaveBeenCalled()
  expect(decode).not.toHaveBeenCalled()
})

test('what one request does with the claims changes them for no other', async () => {
  const token = await issuer.token(key, { act: { sub: 'mcp-host' }, cnf: { jkt: 'thumbprint' } })
  const bound = { ...rules, provenKey: 'thumbprint' }
  const claims = await verifyAccessToken(token, bound)
  expect(() => Object.assign(claims, { sub: 'usr_bob' })).toThrow(TypeError)
  expect(() => Object.assign(claims.act ?? {}, { sub: 'other' })).toThrow(TypeError)
  expect(() => Object.assign(claims.cnf ?? {}, { jkt: 'other' })).toThrow(TypeError)
  expect(await verifyAccessToken(token, bound)).toMatchObject({ sub: 'usr_alice', act: { sub: 'mcp-host' } })
})

test('what one list of issuers vouches for is unknown to another list', async () => {
  const token = await issuer.token(key)
  await verifyAccessToken(token, rules)
  await refused(token, { issuers: [{ issuer: 'http://localhost:3000', keys: remoteKeys(issuer.jwksUrl) }] })
})

test('a token that was good is refused as soon as it has expired', async () => {
  const token = await issuer.token(key)
  await verifyAccessToken(token, rules)
  vi.advanceTimersByTime((ACCESS_TOKEN_SECONDS + CLOCK_TOLERANCE_SECONDS - 1) * 1_000)
  await verifyAccessToken(token, rules)
  vi.advanceTimersByTime(2_000)
  await refused(token)
})

test('a token that never seems to end is refused after a day, whatever is remembered of it', async () => {
  const token = await issuer.token(key, { exp: Math.floor(Date.now() / 1_000) + 100 * 365 * 24 * 3_600 })
  await verifyAccessToken(token, rules)
  vi.advanceTimersByTime((MAX_ACCESS_TOKEN_SECONDS + CLOCK_TOLERANCE_SECONDS - 1) * 1_000)
  await verifyAccessToken(token, rules)
  vi.advanceTimersByTime(2_000)
  await refused(token)
})

test('a token that was good is refused once its key is withdrawn', async () => {
  const token = await issuer.token(key, { exp: Math.floor(Date.now() / 1_000) + 3_600 })
  await verifyAccessToken(token, rules)
  issuer.published = [await newSigningKey('second')]
  vi.advanceTimersByTime(11 * MINUTE)
  await refused(token)
})

test('a token that was good is refused once its key id names another key', async () => {
  const token = await issuer.token(key, { exp: Math.floor(Date.now() / 1_000) + 3_600 })
  await verifyAccessToken(token, rules)
  issuer.published = [await newSigningKey('first')]
  vi.advanceTimersByTime(11 * MINUTE)
  await refused(token)
})

test('audience, key binding and revocation are judged each time', async () => {
  const token = await issuer.token(key)
  await verifyAccessToken(token, rules)
  await refused(token, { audience: 'http://localhost:4002/mcp' })
  await refused(token, { provenKey: 'thumbprint' })
  await refused(token, { revocations: { isRevoked: async () => true } })
})

test('what differs from a good token in one character is not that token', async () => {
  const token = await issuer.token(key)
  await verifyAccessToken(token, rules)
  const [header, payload, signature = ''] = token.split('.')
  const other = `${signature[0] === 'A' ? 'B' : 'A'}${signature.slice(1)}`
  await refused(`${header}.${payload}.${other}`)
})

test('5,000 tokens are remembered and no more', async () => {
  const keys: JWTVerifyGetKey = vi.fn(rules.issuers[0]?.keys)
  const few = { ...rules, issuers: [{ issuer: issuer.url, keys }] }
  const first = await issuer.token(key)
  await verifyAccessToken(first, few)
  const verify = vi.spyOn(crypto.subtle, 'verify')
  for (let count = 0; count < 5_000; count++) await verifyAccessToken(await issuer.token(key), few)
  verify.mockClear()
  await verifyAccessToken(first, few)
  expect(verify).toHaveBeenCalledTimes(1)
})
