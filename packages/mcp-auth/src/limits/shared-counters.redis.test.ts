import { randomInt } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { verifiedCaller } from '../caller.ts'
import { startRedis } from '../testing/redis-server.ts'
import { createCallerLimits } from './caller-limits.ts'
import { createCounter } from './counter.ts'
import { openSharedCounters, type SharedCounters } from './shared-counters.ts'

// With a real Redis: `npm test` runs these where there is one or one can be installed.

const alice = verifiedCaller({
  kind: 'user',
  via: 'access_token',
  ownerId: 'usr_alice',
  clientId: 'mcp-host',
  scopes: new Set(),
  origins: [],
  credentialId: 'one',
})
const rateLimited = { fields: { status: 429, code: 'rate_limited' } }

/** Below the ports that systems give to outgoing connections. */
const freePort = async () => randomInt(15_000, 32_000)

/** One instance of a server: its own connection, its own memory. */
async function instance(url: string, resource = 'http://localhost:4003/mcp') {
  const counters = await openSharedCounters({ url, onError() {} })
  onTestFinished(() => counters.close())
  const limits = createCallerLimits({ callsPerMinute: 4, concurrentCalls: 10, shared: { resource, counters } })
  return { counters, enter: async () => (await limits.enter(alice))() }
}

const connected = ({ client }: SharedCounters) =>
  client.isReady ? Promise.resolve() : new Promise((resolve) => client.once('ready', resolve))

test('two instances of a server count one caller together; another server counts its own', async () => {
  const redis = await startRedis(await freePort())
  onTestFinished(redis.stop)
  const [first, second, other] = [
    await instance(redis.url),
    await instance(redis.url),
    await instance(redis.url, 'http://localhost:4002/mcp'),
  ]
  for (const { counters } of [first, second, other]) await connected(counters)

  for (const { enter } of [first, second, first, second]) await enter()
  await expect(first.enter()).rejects.toMatchObject(rateLimited)
  await expect(second.enter()).rejects.toMatchObject(rateLimited)
  await other.enter()
})

test('while Redis is away each instance counts its own, without delay; when it is back they count together again', async () => {
  const port = await freePort()
  const redis = await startRedis(port)
  const [first, second] = [await instance(redis.url), await instance(redis.url)]
  for (const { counters } of [first, second]) await connected(counters)
  await first.enter()

  const lost = Promise.all(
    [first, second].map(({ counters: { client } }) => new Promise((resolve) => client.once('error', resolve))),
  )
  await redis.stop()
  await lost
  const startedAt = performance.now()
  for (const { enter } of [first, first, first, first, second]) await enter()
  await expect(first.enter()).rejects.toMatchObject(rateLimited)
  expect(performance.now() - startedAt).toBeLessThan(1_000)

  const back = await startRedis(port)
  onTestFinished(back.stop)
  for (const { counters } of [first, second]) await connected(counters)
  for (const { enter } of [second, second, second, second]) await enter()
  await expect(second.enter()).rejects.toMatchObject(rateLimited)
  await expect(first.enter()).rejects.toMatchObject(rateLimited)
})

test('a Redis that is there but silent, or that refuses, holds nobody up and is reported', async () => {
  const redis = await startRedis(await freePort())
  onTestFinished(redis.stop)
  const reported: string[] = []
  const counters = await openSharedCounters({ url: redis.url, onError: (error) => reported.push(String(error)) })
  onTestFinished(() => counters.close())
  const shared = { resource: 'http://localhost:4003/mcp', counters }
  const limits = createCallerLimits({ callsPerMinute: 2, concurrentCalls: 10, shared })
  await connected(counters)

  redis.pause()
  const startedAt = performance.now()
  for (let call = 0; call < 2; call += 1) (await limits.enter(alice))()
  await expect(limits.enter(alice)).rejects.toMatchObject(rateLimited)
  expect(performance.now() - startedAt).toBeLessThan(900)
  // Once for each of the caller's two budgets.
  expect(reported).toEqual(Array(2).fill('Error: The shared counters do not answer.'))
  redis.resume()

  await counters.client.configSet('maxmemory', '1')
  const others = createCallerLimits({ callsPerMinute: 1, concurrentCalls: 10, shared })
  ;(await others.enter(alice))()
  expect(reported.at(-1)).toContain('OOM')
})

test('what one instance gives back or forgets, the other no longer counts', async () => {
  const redis = await startRedis(await freePort())
  onTestFinished(redis.stop)
  const [first, second] = [await instance(redis.url), await instance(redis.url)]
  for (const { counters } of [first, second]) await connected(counters)
  const counterOf = ({ counters }: typeof first) =>
    createCounter({ perMinute: 2, shared: { prefix: 'test', counters } })
  const [here, there] = [counterOf(first), counterOf(second)]

  expect(await here.take('a')).toMatchObject({ isAllowed: true, count: 1 })
  expect(await there.take('a')).toMatchObject({ isAllowed: true, count: 2 })
  await here.giveBack('a')
  expect(await there.take('a')).toMatchObject({ isAllowed: true, count: 2 })
  await here.forget('a')
  expect(await there.take('a')).toMatchObject({ isAllowed: true, count: 1 })
  await here.take('a')
  expect(await there.take('a')).toMatchObject({ isAllowed: false, count: 3, retryAfterSeconds: 60 })
  expect(await here.take('b')).toMatchObject({ isAllowed: true, count: 1 })
})
