import {
  CLIENT_ASSERTION_END_SECONDS,
  CLIENT_ASSERTION_SECONDS,
  CLIENT_ASSERTIONS_PER_NETWORK,
} from '@chaperone/contracts'
import type { KoaContextWithOIDC } from 'oidc-provider'
import { expect, test } from 'vitest'
import { setTestEnvironment } from '../testing/test-environment.ts'
import { checkAssertion } from './client-assertion.ts'

setTestEnvironment('postgresql://nobody@127.0.0.1:1/none')

const at = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds
const headers = new Map<string, string>()

function check(claims: object, address = '203.0.113.1'): Promise<void> {
  const req = { headers: {}, socket: { remoteAddress: address } }
  const ctx = { req, set: (name: string, value: string) => headers.set(name, value) }
  return checkAssertion(ctx as unknown as KoaContextWithOIDC, { jti: 'one', ...claims })
}

test.each<[string, object]>([
  ['made now, that ends when common clients say', { iat: at(0), exp: at(CLIENT_ASSERTION_END_SECONDS) }],
  ['of a moment ago', { iat: at(5 - CLIENT_ASSERTION_SECONDS), exp: at(5) }],
  ['that does not say when it was made, and ends soon', { exp: at(CLIENT_ASSERTION_SECONDS) }],
])('one %s is taken', async (_what, claims) => {
  await expect(check(claims)).resolves.toBeUndefined()
})

test.each<[string, object]>([
  ['that was kept for later', { iat: at(-CLIENT_ASSERTION_SECONDS * 2), exp: at(60) }],
  ['that was made tomorrow', { iat: at(CLIENT_ASSERTION_SECONDS * 2), exp: at(CLIENT_ASSERTION_END_SECONDS) }],
  ['that does not say when it was made, and lives on', { exp: at(CLIENT_ASSERTION_END_SECONDS) }],
  ['that would be remembered for an hour', { iat: at(0), exp: at(3_600) }],
  ['whose name is a book', { jti: 'a'.repeat(129), iat: at(0), exp: at(60) }],
])('one %s is not', async (_what, claims) => {
  await expect(check(claims)).rejects.toMatchObject({ error: 'invalid_client' })
})

test('one network has so many remembered a minute, and others are not held up', async () => {
  const claims = { iat: at(0), exp: at(60) }
  for (let proof = 0; proof < CLIENT_ASSERTIONS_PER_NETWORK; proof += 1) await check(claims, '203.0.113.2')
  await expect(check(claims, '203.0.113.2')).rejects.toMatchObject({ error: 'rate_limited', statusCode: 429 })
  expect(headers.get('Retry-After')).toBe('60')
  await expect(check(claims, '203.0.113.3')).resolves.toBeUndefined()
})
