import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase } from '@chaperone/db'
import { startCluster, throwAwayClusterDirectory } from '@chaperone/db/embedded'
import { connectAdministrator, ensureDatabase, roleUrl, setUpDatabase } from '@chaperone/db/setup'
import { eventIdOf, OWNERS, ownerOf, ROWS_PER_OWNER } from './owners.ts'

const DATABASE = 'chaperone_bench'

export interface BenchDatabase {
  pid: number
  /** For servers without row-level security: an account from which PostgreSQL hides nothing. */
  unprotectedUrl: string
  /** For ours: the calendar server's role. */
  calendarUrl: string
  stop(): Promise<void>
}

/** A throw-away PostgreSQL with the product's tables and policies, and 20 events for each owner. */
export async function startBenchDatabase(): Promise<BenchDatabase> {
  const newPassword = () => randomBytes(18).toString('base64url')
  const passwords = { web: newPassword(), weather: newPassword(), calendar: newPassword(), tasks: newPassword() }
  const directory = throwAwayClusterDirectory()
  const cluster = await startCluster({
    directory,
    password: newPassword(),
    logFile: join(directory, 'postgres.log'),
    isThrowAway: true,
  })
  const administrator = await connectAdministrator(cluster.superuserUrl('postgres'))
  await ensureDatabase(administrator, DATABASE)
  await administrator.end()
  const unprotectedUrl = cluster.superuserUrl(DATABASE)
  await setUpDatabase({
    administratorUrl: unprotectedUrl,
    migrationsDirectory: join(import.meta.dirname, '../../prisma/migrations'),
    passwords,
  })
  await addEvents(unprotectedUrl)
  return {
    pid: cluster.pid,
    unprotectedUrl,
    calendarUrl: roleUrl(unprotectedUrl, 'calendar', passwords.calendar),
    async stop() {
      await cluster.stop()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

async function addEvents(url: string): Promise<void> {
  const database = openDatabase(url)
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
  await database.unowned.$executeRaw`ANALYZE calendar.events`
  await database.close()
}
