import { hash, randomInt } from 'node:crypto'
import { HOST_REQUESTS_PER_MINUTE, SIGN_INS_PER_MINUTE } from '@chaperone/contracts'
import { createCounter, openSharedCounters } from '@chaperone/mcp-auth'
import { type RedisServer, startRedis } from '@chaperone/mcp-auth/testing'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { countRequest } from './host/count-request.ts'
import { mayTry } from './session/throttle.ts'
import { useWebDatabase } from './testing/web-database.ts'

// With a real Redis: `npm test` runs these where there is one or one can be installed.

const LIMITED = { status: 429, code: 'rate_limited' }
const address = '192.0.2.7'

let redis: RedisServer
/** Another instance's connection. */
let elsewhere: Awaited<ReturnType<typeof openSharedCounters>>

/** The same limit at another instance of this app. */
function there(name: string, perMinute: number) {
  return createCounter({
    perMinute,
    shared: { prefix: `chaperone:http://localhost:3000:${name}`, counters: elsewhere },
  })
}

beforeAll(async () => {
  redis = await startRedis(randomInt(15_000, 32_000))
  process.env.REDIS_URL = redis.url
})
const browserOf = (userId: string) => ({ userId, via: 'session' }) as const

// After that: the app reads its settings once.
useWebDatabase({ id: 'usr_a', email: 'a@example.com' })
beforeAll(async () => {
  elsewhere = await openSharedCounters({ url: redis.url, onError() {} })
  const { client } = elsewhere
  if (!client.isReady) await new Promise((resolve) => client.once('ready', resolve))
  // The first that is counted begins to connect; until then each counts its own.
  await vi.waitUntil(
    async () => {
      await countRequest(browserOf('usr_first'))
      return (await client.keys('*')).length > 0
    },
    { timeout: 10_000, interval: 200 },
  )
})
afterAll(async () => {
  await elsewhere?.close()
  await redis?.stop()
})

test('what a person asks of one instance of the host counts at the other', async () => {
  const other = there('host-requests', HOST_REQUESTS_PER_MINUTE)
  for (let sent = 0; sent < HOST_REQUESTS_PER_MINUTE; sent += 1)
    await other.take(hash('sha256', 'session usr_a', 'base64url'))
  await expect(countRequest(browserOf('usr_a'))).rejects.toMatchObject(LIMITED)
  await countRequest(browserOf('usr_b'))
})

test('guesses at a password are counted together, and Redis learns neither account nor address', async () => {
  const name = hash('sha256', JSON.stringify([address, 'a@example.com']), 'base64url')
  const other = there('sign-ins-of-account-1', SIGN_INS_PER_MINUTE)
  for (let tried = 1; tried < SIGN_INS_PER_MINUTE; tried += 1) await other.take(name)
  expect(await mayTry('a@example.com', address)).toBe(true)
  expect(await mayTry('a@example.com', address)).toBe(false)
  const known = (await elsewhere.client.keys('*')).join(' ')
  expect(known).toContain('sign-ins-of-account-1')
  expect(known).not.toMatch(/a@example|192\.0\.2/)
})

test('without Redis the limit stays, in this process', async () => {
  await redis.stop()
  for (let sent = 0; sent < HOST_REQUESTS_PER_MINUTE; sent += 1) await countRequest(browserOf('usr_c'))
  await expect(countRequest(browserOf('usr_c'))).rejects.toMatchObject(LIMITED)
})
