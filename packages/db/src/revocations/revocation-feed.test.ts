import { REVOCATION_TRUST_SECONDS, type TokenOrigin } from '@chaperone/contracts'
import { Client } from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Database, openDatabase } from '../index.ts'
import { createTestDatabase, type TestDatabase } from '../testing/index.ts'
import { openRevocationFeed, type RevocationFeed } from './revocation-feed.ts'
import { openRevocations, type Revocations } from './revocations.ts'
import { untilServersKnow } from './until-servers-know.ts'

const session = { kind: 'session', id: 'ses_a' } as const
const other = { kind: 'session', id: 'ses_b' } as const
const patience = { timeout: 10_000, interval: 20 }

let testDatabase: TestDatabase
let web: Database
let revocations: Revocations
let server: Database
/** Signed in to another database of the cluster, so that connections to this one can be turned away. */
let administrator: Client
let name: string
let feed: RevocationFeed

beforeEach(async () => {
  testDatabase = await createTestDatabase()
  web = openDatabase(testDatabase.urlFor('web'), { role: 'web', connections: 1 })
  await web.ping()
  revocations = openRevocations(web)
  const url = new URL(testDatabase.urlFor('admin'))
  name = url.pathname.slice(1)
  url.pathname = '/postgres'
  administrator = new Client({ connectionString: url.href })
  await administrator.connect()
})
afterEach(async () => {
  await feed?.close()
  await Promise.all([web.close(), server?.close(), administrator.end()])
  await testDatabase.drop()
})

async function open(): Promise<void> {
  server = openDatabase(testDatabase.urlFor('tasks'), { role: 'tasks', connections: 1 })
  await server.ping()
  feed = openRevocationFeed({ url: testDatabase.urlFor('tasks'), database: server, onError: () => {} })
}

/** A feed that cannot ask the database about a token: what it does not know itself, it cannot say. */
async function openWithMemoryOnly(): Promise<void> {
  server = openDatabase('postgresql://nobody@127.0.0.1:1/nothing', { role: 'tasks' })
  feed = openRevocationFeed({ url: testDatabase.urlFor('tasks'), database: server, onError: () => {} })
  await expect.poll(() => answer(other), patience).toBe(false)
}

function answer(origin: TokenOrigin): Promise<boolean | 'unknown'> {
  return feed.isRevoked([origin]).catch(() => 'unknown')
}

async function listeningProcess(): Promise<number> {
  const { rows } = await administrator.query<{ pid: number }>(
    "SELECT pid FROM pg_stat_activity WHERE usename = 'chaperone_tasks' AND datname = $1 AND query IN ('SELECT', 'LISTEN chaperone_revocations')",
    [name],
  )
  return rows[0]?.pid ?? 0
}

/** Ends the feed's connection, and lets no new one be made until `admitConnections`. */
async function loseConnection(): Promise<void> {
  await administrator.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`)
  await administrator.query('SELECT pg_terminate_backend($1, 5000)', [await listeningProcess()])
}

async function whileStopped(pid: number, work: () => Promise<void>): Promise<void> {
  process.kill(pid, 'SIGSTOP')
  try {
    await work()
  } finally {
    process.kill(pid, 'SIGCONT')
  }
}

async function admitConnections(): Promise<void> {
  await administrator.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`)
}

test('knows what was revoked before it was opened, without asking about each token', async () => {
  await revocations.revoke(session)
  await openWithMemoryOnly()
  expect(await feed.isRevoked([session])).toBe(true)
  expect(await feed.isRevoked([other, session])).toBe(true)
  expect(await feed.isRevoked([])).toBe(false)
})

test('learns of a revocation at once, without asking about each token', async () => {
  await openWithMemoryOnly()
  expect(await feed.isRevoked([session])).toBe(false)
  await revocations.revoke(session)
  await expect.poll(() => answer(session), { timeout: 2_000, interval: 1 }).toBe(true)
  expect(await feed.isRevoked([other])).toBe(false)
})

test('whoever ended something can wait until every server knows, and no longer than a second for one that is stuck', async () => {
  await openWithMemoryOnly()
  const pid = await listeningProcess()
  await whileStopped(pid, async () => {
    await revocations.revoke(session)
    expect(await untilServersKnow(testDatabase.urlFor('web'))).toBe(false)
  })
  expect(await untilServersKnow(testDatabase.urlFor('web'))).toBe(true)
  expect(await feed.isRevoked([session])).toBe(true)
})

test('of many revocations each is known when its wait is over', async () => {
  await openWithMemoryOnly()
  for (let number = 0; number < 30; number += 1) {
    const ended = { kind: 'session', id: `ses_${number}` } as const
    await revocations.revoke(ended)
    expect(await untilServersKnow(testDatabase.urlFor('web'))).toBe(true)
    expect(await feed.isRevoked([ended])).toBe(true)
  }
})

test('no other server answers in the place of one', async () => {
  await openWithMemoryOnly()
  const pid = await listeningProcess()
  const weather = new Client({ connectionString: testDatabase.urlFor('weather') })
  await weather.connect()
  await weather.query('LISTEN chaperone_revocations')
  const answers: Promise<unknown>[] = []
  weather.on('notification', ({ payload = '' }) => {
    answers.push(weather.query("SELECT pg_notify('chaperone_revocations_known', $1)", [payload.split(' ')[1]]))
  })
  await whileStopped(pid, async () => expect(await untilServersKnow(testDatabase.urlFor('web'))).toBe(false))
  await Promise.all(answers)
  expect(answers).toHaveLength(1)
  await weather.end()
})

test('asks the database from the first request on, also before it is connected', async () => {
  await revocations.revoke(session)
  await open()
  expect(await feed.isRevoked([session])).toBe(true)
  expect(await feed.isRevoked([other])).toBe(false)
})

test('asks the database about each token while its own connection is lost', async () => {
  await open()
  await expect.poll(listeningProcess, patience).toBeGreaterThan(0)
  await loseConnection()
  expect(await feed.isRevoked([session])).toBe(false)
  await revocations.revoke(session)
  expect(await feed.isRevoked([session])).toBe(true)
})

test('lets nobody in while the connection is lost and the database does not answer', async () => {
  await openWithMemoryOnly()
  await loseConnection()
  await expect.poll(() => answer(other), patience).toBe('unknown')
  await expect(feed.isRevoked([session])).rejects.toThrow()
})

test('catches up with what was revoked while the connection was lost', async () => {
  await openWithMemoryOnly()
  await loseConnection()
  await revocations.revoke(session)
  await admitConnections()
  await expect.poll(() => answer(other), patience).toBe(false)
  expect(await feed.isRevoked([session])).toBe(true)
})

test('does not trust a connection that stays open and says nothing', async () => {
  await openWithMemoryOnly()
  const pid = await listeningProcess()
  await whileStopped(pid, async () => {
    const longest = (REVOCATION_TRUST_SECONDS + 1.5) * 1_000
    await expect.poll(() => answer(other), { timeout: longest, interval: 20 }).toBe('unknown')
  })
  await revocations.revoke(session)
  await expect.poll(() => answer(session), patience).toBe(true)
})

test('believes the table and not the message: a server cannot sign anybody out elsewhere', async () => {
  await openWithMemoryOnly()
  const weather = new Client({ connectionString: testDatabase.urlFor('weather') })
  await weather.connect()
  for (const lie of ['session ses_a', '', 'session', "session ses_a' OR true --"]) {
    await weather.query("SELECT pg_notify('chaperone_revocations', $1)", [lie])
  }
  await weather.end()
  // Announced after the lies on the same channel, so they have been read when this is known.
  await revocations.revoke(other)
  await expect.poll(() => answer(other), patience).toBe(true)
  expect(await feed.isRevoked([session])).toBe(false)
})
