import { SERVICE_CALLS_PER_MINUTE, SERVICE_CONCURRENT_CALLS, type TokenOrigin } from '@chaperone/contracts'
import { expect, test } from 'vitest'
import { verifiedCaller } from '../caller.ts'
import { createCallerLimits } from './caller-limits.ts'

function person(ownerId: string, clientId = 'mcp-host', credentialId = 'one', origins: TokenOrigin[] = []) {
  return verifiedCaller({
    kind: 'user',
    via: 'access_token',
    ownerId,
    clientId,
    scopes: new Set(),
    origins,
    credentialId,
  })
}

const rateLimited = { fields: { status: 429, code: 'rate_limited' } }

test('a caller has so many requests a minute, whichever token it shows, and uses up nobody else’s', async () => {
  const limits = createCallerLimits({ callsPerMinute: 3, concurrentCalls: 10 })
  for (const token of ['one', 'two', 'three']) (await limits.enter(person('usr_a', 'mcp-host', token)))()

  await expect(limits.enter(person('usr_a', 'mcp-host', 'four'))).rejects.toMatchObject(rateLimited)
  await expect(limits.enter(person('usr_a'))).rejects.toHaveProperty('fields.retryAfterSeconds', 60)
  ;(await limits.enter(person('usr_b')))()
  ;(await limits.enter(person('usr_a', 'other-client')))()
})

test('a caller holds so many places at a time; a place is free again when its call ends, also one that was refused', async () => {
  const limits = createCallerLimits({ callsPerMinute: 5, concurrentCalls: 2 })
  const leaveFirst = await limits.enter(person('usr_a'))
  await limits.enter(person('usr_a'))
  await expect(limits.enter(person('usr_a'))).rejects.toMatchObject(rateLimited)
  ;(await limits.enter(person('usr_b')))()

  leaveFirst()
  const leaveThird = await limits.enter(person('usr_a'))
  leaveThird()
  for (let call = 4; call <= 5; call += 1) (await limits.enter(person('usr_a')))()
  // Beyond the minute's budget: these must not hold the place that is free.
  for (let call = 6; call <= 8; call += 1)
    await expect(limits.enter(person('usr_a'))).rejects.toMatchObject(rateLimited)
})

test('HMC-38: what programs call through the host keeps the person in a browser from no server, and no grant or session makes a new budget', async () => {
  const from = (kind: TokenOrigin['kind'], id: string) => person('usr_a', 'mcp-host', id, [{ kind, id }])
  const perMinute = createCallerLimits({ callsPerMinute: 2, concurrentCalls: 10 })
  for (const grant of ['one', 'two']) (await perMinute.enter(from('grant', grant)))()
  await expect(perMinute.enter(from('grant', 'three'))).rejects.toMatchObject(rateLimited)
  for (const session of ['one', 'two']) (await perMinute.enter(from('session', session)))()
  await expect(perMinute.enter(from('session', 'three'))).rejects.toMatchObject(rateLimited)

  const atATime = createCallerLimits({ callsPerMinute: 10, concurrentCalls: 1 })
  await atATime.enter(from('grant', 'one'))
  await expect(atATime.enter(from('grant', 'two'))).rejects.toMatchObject(rateLimited)
  await atATime.enter(from('session', 'one'))
  await expect(atATime.enter(from('session', 'two'))).rejects.toMatchObject(rateLimited)
})

test('all programs of a person have four budgets together; none uses up that of the person in a browser or of others', async () => {
  const inBrowser = person('usr_a', 'mcp-host', 'one', [{ kind: 'session', id: 'one' }])
  const perMinute = createCallerLimits({ callsPerMinute: 2, concurrentCalls: 10 })
  for (let call = 0; call < 4; call += 1) (await perMinute.enter(person('usr_a', `client ${call % 2}`)))()
  // What its own budget refuses counts for no other.
  for (let call = 0; call < 10; call += 1)
    await expect(perMinute.enter(person('usr_a', 'client 1'))).rejects.toMatchObject(rateLimited)
  for (let call = 0; call < 4; call += 1) (await perMinute.enter(person('usr_a', `client ${2 + call}`)))()
  await expect(perMinute.enter(person('usr_a', 'a new one'))).rejects.toMatchObject(rateLimited)
  const elsewhere = person('usr_a', 'a new one', 'one', [{ kind: 'session', id: 'one' }])
  await expect(perMinute.enter(elsewhere)).rejects.toMatchObject(rateLimited)
  ;(await perMinute.enter(inBrowser))()
  ;(await perMinute.enter(person('usr_b', 'client 1')))()

  const atATime = createCallerLimits({ callsPerMinute: 100, concurrentCalls: 1 })
  const leaving: (() => void)[] = []
  for (let call = 0; call < 4; call += 1) leaving.push(await atATime.enter(person('usr_a', `client ${call}`)))
  await expect(atATime.enter(person('usr_a', 'a new one'))).rejects.toMatchObject(rateLimited)
  ;(await atATime.enter(inBrowser))()
  ;(await atATime.enter(person('usr_b')))()
  for (const leave of leaving) leave()
  ;(await atATime.enter(person('usr_a', 'a new one')))()
})

const service = verifiedCaller({
  kind: 'service',
  via: 'api_key',
  ownerId: 'svc_host',
  clientId: 'mcp-host',
  scopes: new Set(),
  origins: [],
  credentialId: 'key_1',
})

test('a service has places of its own, because it asks for many people at a time', async () => {
  const limits = createCallerLimits({ callsPerMinute: 100, concurrentCalls: 1 })
  for (let call = 0; call < SERVICE_CONCURRENT_CALLS; call += 1) await limits.enter(service)
  await expect(limits.enter(service)).rejects.toMatchObject(rateLimited)
  ;(await limits.enter(person('usr_a')))()
})

test('a service has a budget of its own, because it asks for many people', async () => {
  const limits = createCallerLimits({ callsPerMinute: 1, concurrentCalls: 1 })
  for (let call = 0; call < SERVICE_CALLS_PER_MINUTE; call += 1) (await limits.enter(service))()
  await expect(limits.enter(service)).rejects.toMatchObject(rateLimited)
  // By a token of its own, which names a grant, it is the same service.
  const byToken = verifiedCaller({
    ...service,
    via: 'access_token',
    origins: [{ kind: 'grant', id: 'client:mcp-host' }],
  })
  await expect(limits.enter(byToken)).rejects.toMatchObject(rateLimited)
})
