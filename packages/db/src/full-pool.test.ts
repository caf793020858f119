import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { isOverloaded, READINESS_MILLISECONDS } from '@chaperone/contracts'
import type { Client } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type AuditRow, openAuditLog } from './audit-log.ts'
import { type Database, openDatabase } from './index.ts'
import { connectAdministrator } from './setup/connect-administrator.ts'
import { createTestDatabase, type TestDatabase } from './testing/index.ts'

const alice = { ownerId: 'usr_alice' }

let testDatabase: TestDatabase
let single: Database
let locker: Client
/** Hold the one connection of each pool for as long as `locker` has its lock. */
let holders: Promise<unknown>

beforeAll(async () => {
  testDatabase = await createTestDatabase()
})
beforeEach(async () => {
  single = openDatabase(testDatabase.urlFor('calendar'), { role: 'calendar', connections: 1 })
  locker = await connectAdministrator(testDatabase.urlFor('admin'))
  await locker.query('BEGIN')
  await locker.query('LOCK TABLE calendar.calendars IN ACCESS EXCLUSIVE MODE')
  holders = Promise.all([
    single.withOwner(alice, (tx) => tx.calendar.findMany()),
    single.readAsOwner(alice, (db) => db.calendar.findMany()),
  ])
  while ((await waitingForTheLock()) < 2) await nextTurn()
})
afterEach(async () => {
  vi.useRealTimers()
  await locker.query('COMMIT')
  await holders
  await single.close()
  await locker.end()
})
afterAll(() => testDatabase.drop())

async function waitingForTheLock(): Promise<number> {
  const { rowCount } = await locker.query(
    "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'calendar.calendars'::regclass",
  )
  return rowCount ?? 0
}

/** Lets the timers of this process pass, not the time, until `promise` has an outcome. */
async function passTimeUntil<T>(promise: Promise<T>): Promise<T> {
  let isOver = false
  const watched = promise.finally(() => {
    isOver = true
  })
  watched.catch(() => {})
  while (!isOver) {
    await vi.advanceTimersByTimeAsync(100)
    await nextTurn()
  }
  return watched
}

test('the database is ready, although every connection is taken and others wait', async () => {
  const waiting = single.ping()
  await Promise.all(Array.from({ length: 50 }, () => single.isReady()))
  await locker.query('COMMIT')
  await waiting
})

test('who waits for a connection for too long is told so, whatever they wanted it for', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const waits = Promise.all(
    [
      single.withOwner(alice, (tx) => tx.calendar.findMany()),
      single.readAsOwner(alice, (db) => db.calendar.findMany()),
      single.transaction((tx) => tx.apiKey.findMany()),
      single.unowned.apiKey.findMany(),
      single.execute('SELECT 1', []),
      single.ping(),
    ].map((wait) => wait.then(() => 'answered', isOverloaded)),
  )
  expect(await passTimeUntil(waits)).toEqual([true, true, true, true, true, true])
})

test('no statement and no transaction of a role holds its connection for long', async () => {
  const open = openDatabase(testDatabase.urlFor('calendar'), { role: 'calendar', connections: 1 })
  const limits = await open.withOwner(
    alice,
    (tx) => tx.$queryRaw`
    SELECT current_setting('statement_timeout') AS statement, current_setting('idle_in_transaction_session_timeout') AS idle`,
  )
  await open.close()
  expect(limits).toEqual([{ statement: '10s', idle: '20s' }])
})

test('an audit row that waited in vain is written when there is a connection again', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { promise: failed, resolve } = Promise.withResolvers<number>()
  // The database answers, as it does in between: it is not these rows that it refuses.
  const answering: Database = { ...single, ping: async () => {} }
  const audit = openAuditLog(answering, 'calendar', (_error, lostRows) => resolve(lostRows))
  audit.record({ reason: 'late', verdict: 'allowed', tool: 'calendar_list_events', ...nobody })
  expect(await passTimeUntil(failed)).toBe(0)
  vi.useRealTimers()
  await locker.query('COMMIT')
  await holders
  await audit.flush()
  expect(await testDatabase.query("SELECT 1 FROM audit.events WHERE reason = 'late'")).toHaveLength(1)
})

test('a database that does not answer is not ready, and a second is enough to say so', async () => {
  const sockets: Socket[] = []
  const silent = createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const { port } = silent.address() as AddressInfo
  const away = openDatabase(`postgresql://someone:secret@127.0.0.1:${port}/none`, { role: 'calendar' })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const refused = expect(away.isReady()).rejects.toThrow('does not answer')
  await vi.advanceTimersByTimeAsync(READINESS_MILLISECONDS)
  await refused
  vi.useRealTimers()
  for (const socket of sockets) socket.destroy()
  silent.close()
  await away.close()
})

const nobody: Omit<AuditRow, 'reason' | 'verdict' | 'tool'> = {
  subject: null,
  actor: null,
  clientId: null,
  keyId: null,
  argumentsDigest: null,
  traceId: null,
}
