import { Overloaded } from '@chaperone/contracts'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { AuditEntry } from './audit.ts'
import { type Call, type CallEnvironment, runCall } from './run-call.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const call: Call & { isChange: boolean } = {
  method: 'tools/call',
  name: 'tasks_create',
  scope: 'tasks:write',
  caller: { kind: 'user', ownerId: 'usr_alice', clientId: 'cli', scopes: new Set(), credentialId: '1' } as never,
  input: {},
  signal: new AbortController().signal,
  parent: null,
  hold: (work) => work,
  isChange: true,
}

function environmentWith(transaction: CallEnvironment<null>['transaction'], recorded: AuditEntry[]) {
  const audit = { record: (entry: AuditEntry) => recorded.push(entry), async recordIn() {}, async flush() {} }
  const environment = { guard: { authorizeCall() {} }, transaction, audit, logger: pino({ enabled: false }) }
  return environment as unknown as CallEnvironment<null>
}

test('a call whose database does not answer in time says so, and its audit line too', async () => {
  const recorded: AuditEntry[] = []
  const { promise: never, reject } = Promise.withResolvers<never>()
  const ended = runCall(
    environmentWith(() => never, recorded),
    call,
    async () => 1,
  )
  const seen = expect(ended).rejects.toMatchObject({ code: 'timed_out' })
  await vi.advanceTimersByTimeAsync(10_000)
  reject(new Error('timeout exceeded when trying to connect'))
  await seen
  expect(recorded).toMatchObject([{ verdict: 'failed', reason: 'timed_out' }])
})

test('a call that waited for the database in vain is told that the server is busy', async () => {
  const recorded: AuditEntry[] = []
  const full = environmentWith(() => Promise.reject(new Overloaded('no connection')), recorded)
  await expect(runCall(full, call, async () => 1)).rejects.toMatchObject({
    code: 'overloaded',
    message: expect.stringContaining('Nothing was changed'),
  })
  expect(recorded).toMatchObject([{ verdict: 'failed', reason: 'overloaded' }])
})

test('work that takes too long is told to stop, and its transaction fails', async () => {
  const environment = environmentWith((_caller, work) => work(null), [])
  const ended = runCall(
    environment,
    call,
    ({ signal }) => new Promise((resolve) => signal.addEventListener('abort', resolve)),
  )
  const seen = expect(ended).rejects.toMatchObject({ code: 'timed_out' })
  await vi.advanceTimersByTimeAsync(10_000)
  await seen
})

test('a client that gives up stops the work; nothing waits for the time that is left', async () => {
  const client = new AbortController()
  const environment = environmentWith((_caller, work) => work(null), [])
  const ended = runCall(environment, { ...call, signal: client.signal }, ({ signal }) => {
    client.abort()
    return Promise.resolve(signal.aborted)
  })
  await expect(ended).rejects.toMatchObject({ code: 'cancelled' })
  expect(vi.getTimerCount()).toBe(0)
})

test('a client that has gone before its call begins has none begun', async () => {
  const recorded: AuditEntry[] = []
  let begun = 0
  const environment = environmentWith((_caller, work) => {
    begun += 1
    return work(null)
  }, recorded)
  const ended = runCall(environment, { ...call, signal: AbortSignal.abort() }, async () => 1)
  await expect(ended).rejects.toMatchObject({ code: 'cancelled' })
  expect(begun).toBe(0)
  expect(recorded).toMatchObject([{ verdict: 'failed', reason: 'cancelled' }])
})

test('a change that is being committed when the time is up is not said to have changed nothing', async () => {
  const { promise: commit, reject } = Promise.withResolvers<never>()
  const environment = environmentWith(async (_caller, work) => {
    await work(null)
    return commit
  }, [])
  const ended = runCall(environment, call, async () => 1)
  const seen = expect(ended).rejects.toMatchObject({ code: 'internal_error' })
  await vi.advanceTimersByTimeAsync(10_000)
  reject(new Error('Connection terminated unexpectedly'))
  await seen
})
