import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AuditRow, type Database, openAuditLog, openDatabase } from './index.ts'
import { connectAdministrator } from './setup/connect-administrator.ts'
import { createTestDatabase, type TestDatabase } from './testing/index.ts'

const row: AuditRow = {
  subject: 'usr_alice',
  actor: 'mcp-host',
  clientId: 'mcp-host',
  keyId: null,
  tool: 'tasks_list',
  argumentsDigest: 'a'.repeat(64),
  verdict: 'allowed',
  reason: 'scope tasks:read',
  traceId: null,
}

let testDatabase: TestDatabase
let database: Database
let administrator: Awaited<ReturnType<typeof connectAdministrator>>

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = openDatabase(testDatabase.urlFor('tasks'), { role: 'tasks' })
  administrator = await connectAdministrator(testDatabase.urlFor('admin'))
})
afterAll(async () => {
  await Promise.all([database.close(), administrator.end()])
  await testDatabase.drop()
})

test('every field of a row is stored, in the order of recording', async () => {
  const log = openAuditLog(database, 'tasks', () => {})
  const rows = [row, { ...row, subject: null, reason: 'quotes " and \\', approver: 'usr_bob', approvalId: 'apr_1' }]
  for (const one of rows) log.record(one)
  await log.flush()
  const defaults = { server: 'tasks', writer: 'chaperone_tasks', approver: null, approvalId: null }
  const { rows: stored } = await administrator.query(
    `SELECT subject, actor, client_id AS "clientId", key_id AS "keyId", server, tool, arguments_digest AS "argumentsDigest",
     verdict, reason, approver, approval_id AS "approvalId", trace_id AS "traceId", writer FROM audit.events ORDER BY sequence`,
  )
  expect(stored).toEqual(rows.map((one) => ({ ...defaults, ...one })))
})

test('a row that the database refuses does not hold up the others, and is reported', async () => {
  const lost: number[] = []
  const log = openAuditLog(database, 'tasks', (_error, lostRows) => lost.push(lostRows))
  for (let number = 0; number < 250; number++) log.record({ ...row, tool: 'many' })
  log.record({ ...row, verdict: 'no such verdict' })
  await log.flush()
  const { rows } = await administrator.query("SELECT count(*)::int AS stored FROM audit.events WHERE tool = 'many'")
  expect(rows).toEqual([{ stored: 250 }])
  expect(lost).toEqual([1])
})

test('RGS-34: no text keeps a row from being written: what cannot be stored of it is replaced, and it is cut', async () => {
  const lost: number[] = []
  const log = openAuditLog(database, 'tasks', (_error, lostRows) => lost.push(lostRows))
  for (const reason of ['x\0y', 'half \uD83D', 'A'.repeat(900_000)]) log.record({ ...row, tool: 'odd\0', reason })
  await log.flush()
  const { rows } = await administrator.query(
    "SELECT reason FROM audit.events WHERE tool = 'odd\uFFFD' ORDER BY sequence",
  )
  expect(rows).toEqual([{ reason: 'x\uFFFDy' }, { reason: 'half \uFFFD' }, { reason: 'A'.repeat(1_000) }])
  expect(lost).toEqual([])
})

test('a process that flushes while the database is gone ends, and says how many rows are lost', async () => {
  const module = (name: string) => JSON.stringify(join(import.meta.dirname, name))
  const program = `
    import { openAuditLog } from ${module('audit-log.ts')}
    import { openDatabase } from ${module('database.ts')}
    const nothing = { actor: null, clientId: null, keyId: null, tool: null, argumentsDigest: null, traceId: null }
    const database = openDatabase('postgresql://chaperone_tasks:p@127.0.0.1:1/gone', { role: 'tasks' })
    const audit = openAuditLog(database, 'tasks', (_error, lostRows) => console.log(lostRows))
    for (const subject of ['a', 'b']) audit.record({ ...nothing, subject, verdict: 'allowed', reason: 'test' })
    await audit.flush()
    await database.close()`
  const child = spawn(process.execPath, ['--experimental-strip-types', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 20_000,
  })
  let output = ''
  child.stdout.on('data', (text) => {
    output += text
  })
  expect(await once(child, 'close')).toEqual([0, null])
  expect(output.trim()).toBe('2')
})

test('rows that waited for a lock in vain are written when it is gone', async () => {
  const losses: number[] = []
  const log = openAuditLog(database, 'tasks', (_error, lost) => losses.push(lost))
  const locker = await connectAdministrator(testDatabase.urlFor('admin'))
  await locker.query('BEGIN; LOCK TABLE audit.events IN SHARE MODE')
  const reasons = ['locked 1', 'locked 2', 'locked 3']
  for (const reason of reasons) log.record({ ...row, reason })
  // What the limit of a statement does after ten seconds.
  const ended = async () =>
    (
      await administrator.query(
        `SELECT pg_cancel_backend(pid) FROM pg_locks WHERE NOT granted AND relation = 'audit.events'::regclass`,
      )
    ).rowCount
  await expect.poll(ended, { timeout: 10_000 }).toBe(1)
  await expect.poll(() => losses, { timeout: 10_000 }).toEqual([0])
  await locker.query('ROLLBACK')
  await locker.end()
  await log.flush()
  const { rows } = await administrator.query(
    "SELECT reason FROM audit.events WHERE reason LIKE 'locked%' ORDER BY sequence",
  )
  expect(rows.map(({ reason }) => reason)).toEqual(reasons)
})
