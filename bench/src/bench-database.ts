import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase } from '@chaperone/db'
import { startCluster, throwAwayClusterDirectory } from '@chaperone/db/embedded'
import { connectAdministrator, ensureDatabase, roleUrl, setUpDatabase } from '@chaperone/db/setup'
import { eventIdOf, OWNERS, ownerOf, ROWS_PER_OWNER } from './owners.ts'

const UNPROTECTED = 'bench_unprotected'
const PROTECTED = 'bench_protected'
const TABLES = ['calendar.calendars', 'calendar.events']

export interface BenchDatabase {
  pid: number
  /** For servers without row-level security. As all of these, for the calendar server's role. */
  unprotectedUrl: string
  /** The same rows, with the product's policies. */
  protectedUrl: string
  stop(): Promise<void>
}

/** A throw-away PostgreSQL with the product's tables, twice: without and with row-level security. */
export async function startBenchDatabase(): Promise<BenchDatabase> {
  const newPassword = () => randomBytes(18).toString('base64url')
  const passwords = { web: newPassword(), weather: newPassword(), calendar: newPassword(), tasks: newPassword() }
  const directory = throwAwayClusterDirectory()
  const logFile = join(directory, 'postgres.log')
  const cluster = await startCluster({ directory, password: newPassword(), logFile, isThrowAway: true })
  const calendarUrl = (name: string) => roleUrl(cluster.superuserUrl(name), 'calendar', passwords.calendar)

  async function asSuperuser(database: string, ...statements: string[]): Promise<void> {
    const client = await connectAdministrator(cluster.superuserUrl(database))
    for (const statement of statements) await client.query(statement)
    await client.end()
  }

  const maintenance = await connectAdministrator(cluster.superuserUrl('postgres'))
  await ensureDatabase(maintenance, UNPROTECTED)
  await maintenance.end()
  await setUpDatabase({
    administratorUrl: cluster.superuserUrl(UNPROTECTED),
    migrationsDirectory: join(import.meta.dirname, '../../prisma/migrations'),
    passwords,
  })
  await asSuperuser(UNPROTECTED, ...TABLES.map((table) => `ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`))
  await addEvents(calendarUrl(UNPROTECTED))
  await asSuperuser(UNPROTECTED, ...TABLES.map((table) => `VACUUM ANALYZE ${table}`))
  // The servers of the comparison all sign in as this one role.
  await asSuperuser('postgres', 'ALTER ROLE chaperone_calendar CONNECTION LIMIT -1')
  await asSuperuser('postgres', `CREATE DATABASE ${PROTECTED} TEMPLATE ${UNPROTECTED}`)
  await asSuperuser(PROTECTED, ...TABLES.map((table) => `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`))
  return {
    pid: cluster.pid,
    unprotectedUrl: calendarUrl(UNPROTECTED),
    protectedUrl: calendarUrl(PROTECTED),
    async stop() {
      await cluster.stop()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

async function addEvents(url: string): Promise<void> {
  const database = openDatabase(url, { role: 'calendar' })
  const calendarOf = (owner: number) => `cal_bench_${owner}`
  const owners = Array.from({ length: OWNERS }, (_, owner) => owner)
  await database.unowned.calendar.createMany({
    data: owners.map((owner) => ({ id: calendarOf(owner), ownerId: ownerOf(owner), name: 'Bench' })),
  })
  await database.unowned.event.createMany({
    data: owners.flatMap((owner) =>
      Array.from({ length: ROWS_PER_OWNER }, (_, row) => ({
        id: eventIdOf(owner, row),
        ownerId: ownerOf(owner),
        calendarId: calendarOf(owner),
        title: `Event ${row} of ${ownerOf(owner)}`,
        startsAt: new Date(Date.UTC(2026, 10, 1 + row, 9)),
        endsAt: new Date(Date.UTC(2026, 10, 1 + row, 10)),
        lastEndsAt: new Date(Date.UTC(2026, 10, 1 + row, 10)),
        timeZone: 'Europe/Berlin',
        location: 'Room 4',
      })),
    ),
  })
  await database.close()
}
