import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from './index.ts'
import { OwnerReadPool } from './owner-read-pool.ts'
import { connectAdministrator } from './setup/connect-administrator.ts'
import { createTestDatabase, type TestDatabase } from './testing/index.ts'

const alice = { ownerId: 'usr_alice' }
const bob = { ownerId: 'usr_bob' }

let testDatabase: TestDatabase
let single: Database

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  // Where a connection is kept or left in a wrong state, the next query shows it.
  single = openDatabase(testDatabase.urlFor('calendar'), { role: 'calendar', connections: 1 })
  for (const { ownerId } of [alice, bob]) {
    const data = { id: `cal_${ownerId}`, ownerId, name: 'Mine' }
    await single.withOwner({ ownerId }, (tx) => tx.calendar.create({ data }))
  }
})
afterAll(async () => {
  await single.close()
  await testDatabase.drop()
})

function idsSeenBy(owner: { ownerId: string }) {
  return single.readAsOwner(owner, async (db) => (await db.calendar.findMany()).map(({ id }) => id))
}

test('each owner sees their own rows, in turn and at the same moment', async () => {
  expect(await idsSeenBy(alice)).toEqual(['cal_usr_alice'])
  expect(await idsSeenBy(bob)).toEqual(['cal_usr_bob'])
  expect(await Promise.all([idsSeenBy(alice), idsSeenBy(bob)])).toEqual([['cal_usr_alice'], ['cal_usr_bob']])
  expect(await single.unowned.calendar.findMany()).toEqual([])
})

test('related rows are read for the same owner', async () => {
  const [calendar] = await single.readAsOwner(alice, (db) => db.calendar.findMany({ include: { events: true } }))
  expect(calendar).toMatchObject({ id: 'cal_usr_alice', events: [] })
})

test('a query that fails keeps no connection and leaves no owner behind', async () => {
  for (let attempt = 0; attempt < 5; attempt++) {
    const broken = single.readAsOwner(alice, (db) => db.calendar.findMany({ where: { id: '\u0000' } }))
    await expect(broken).rejects.toThrow()
    expect(await idsSeenBy(bob)).toEqual(['cal_usr_bob'])
  }
})

test('a query that is sent after the work has ended is refused: it would belong to nobody', async () => {
  const { late } = await single.readAsOwner(alice, async (db) => ({ late: db.calendar.findMany() }))
  await expect(late).rejects.toThrow('outside readAsOwner')
  await expect(single.readAsOwner({ ownerId: '' }, (db) => db.calendar.findMany())).rejects.toThrow('needs an owner')
  expect(await idsSeenBy(bob)).toEqual(['cal_usr_bob'])
})

test('there is nothing to write with, and none of the queries that Prisma joins across callers', async () => {
  await single.readAsOwner(alice, async (db) => {
    expect(Object.keys(db.calendar).sort()).toEqual([
      'aggregate',
      'count',
      'findFirst',
      'findFirstOrThrow',
      'findMany',
      'groupBy',
    ])
    expect(db).not.toHaveProperty('$queryRaw')
  })
})

test('PostgreSQL refuses a write on these connections, whatever sends it', async () => {
  const pool = new OwnerReadPool({ connectionString: testDatabase.urlFor('calendar'), max: 1 }, (_owner, work) =>
    work(),
  )
  const text = "DELETE FROM calendar.calendars WHERE id = 'cal_usr_alice'"
  await expect(pool.runFor(alice, () => pool.query({ text } as never))).rejects.toMatchObject({ code: '25006' })
  await pool.end()
})

test('a connection keeps neither the owner nor the promise not to write, whether its query fails or not', async () => {
  const pool = new OwnerReadPool({ connectionString: testDatabase.urlFor('calendar'), max: 1 }, (_owner, work) =>
    work(),
  )
  for (const text of ['SELECT 1', 'SELECT 1 / 0']) {
    await pool.runFor(alice, () => pool.query({ text } as never)).catch(() => {})
    const client = await pool.connect()
    const { rows } = await client.query(
      `SELECT current_setting('app.owner_id', true) AS owner, current_setting('transaction_read_only') AS only_reads`,
    )
    expect(rows).toEqual([{ owner: '', only_reads: 'off' }])
    client.release()
  }
  await pool.end()
})

test('a read that waits for something else keeps nobody of the same owner waiting', async () => {
  const single = openDatabase(testDatabase.urlFor('calendar'), { role: 'calendar', connections: 1 })
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>()
  const waiting = Array.from({ length: 10 }, () => single.readAsOwner(alice, () => answered))
  expect(await single.readAsOwner(alice, (db) => db.calendar.count())).toBeGreaterThan(0)
  answer()
  await Promise.all(waiting)
  await single.close()
})

test.each(['withOwner', 'readAsOwner'] as const)(
  '%s leaves a connection to others, whatever of one owner’s waits',
  async (way) => {
    const two = openDatabase(testDatabase.urlFor('calendar'), { role: 'calendar', connections: 2 })
    const locker = await connectAdministrator(testDatabase.urlFor('admin'))
    await locker.query('BEGIN; LOCK TABLE calendar.calendars IN ACCESS EXCLUSIVE MODE')
    const waiting = Array.from({ length: 4 }, () => two[way](alice, (db) => db.calendar.count()))
    const isWaiting = async () =>
      (await locker.query("SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'calendar.calendars'::regclass"))
        .rowCount
    await expect.poll(isWaiting).toBe(1)
    expect(await two[way](bob, (db) => db.event.count())).toBe(0)
    await locker.query('ROLLBACK')
    await locker.end()
    expect(await Promise.all(waiting)).toHaveLength(4)
    await two.close()
  },
)

test('an owner whom PostgreSQL does not take spoils no connection for others', async () => {
  const fresh = openDatabase(testDatabase.urlFor('calendar'), { role: 'calendar', connections: 1 })
  const broken = fresh.readAsOwner({ ownerId: 'usr_\0' }, (db) => db.calendar.findMany())
  await expect(broken).rejects.toThrow()
  const rows = await fresh.readAsOwner(bob, (db) => db.calendar.findMany())
  expect(rows.map(({ id }) => id)).toEqual(['cal_usr_bob'])
  await fresh.close()
})

test('a connection that the server ends fails its query and no other', async () => {
  const administrator = await connectAdministrator(testDatabase.urlFor('admin'))
  await idsSeenBy(alice)
  await administrator.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND usename = 'chaperone_calendar'`,
  )
  await administrator.end()
  await idsSeenBy(alice).catch(() => {})
  expect(await idsSeenBy(bob)).toEqual(['cal_usr_bob'])
})
