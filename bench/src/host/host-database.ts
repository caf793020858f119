import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { newId } from '@chaperone/contracts'
import { type DatabaseRole, openDatabase } from '@chaperone/db'
import { startCluster, throwAwayClusterDirectory } from '@chaperone/db/embedded'
import { roleUrl, setUpDatabase } from '@chaperone/db/setup'
import { ROWS_PER_OWNER } from '../owners.ts'

const DAY_MILLISECONDS = 24 * 60 * 60 * 1_000

export interface HostDatabase {
  urlFor(role: DatabaseRole): string
  stop(): Promise<void>
}

/** A throw-away PostgreSQL with the product's tables, roles and policies, and for each owner 20 events and 20 tasks. */
export async function startHostDatabase(owners: readonly string[]): Promise<HostDatabase> {
  const newPassword = () => randomBytes(18).toString('base64url')
  const passwords = { web: newPassword(), weather: newPassword(), calendar: newPassword(), tasks: newPassword() }
  const directory = throwAwayClusterDirectory()
  const logFile = join(directory, 'postgres.log')
  const cluster = await startCluster({ directory, password: newPassword(), logFile, isThrowAway: true })
  const administratorUrl = cluster.superuserUrl('postgres')
  const migrationsDirectory = join(import.meta.dirname, '../../../prisma/migrations')
  await setUpDatabase({ administratorUrl, migrationsDirectory, passwords })
  const urlFor = (role: DatabaseRole) => roleUrl(administratorUrl, role, passwords[role])
  await addEvents(urlFor('calendar'), owners)
  await addTasks(urlFor('tasks'), owners)
  return {
    urlFor,
    async stop() {
      await cluster.stop()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** Titles name the owner, so that every answer can be checked. */
export function titleOf(owner: string, row: number): string {
  return `Row ${row} of ${owner}`
}

const rows = Array.from({ length: ROWS_PER_OWNER }, (_, row) => row)

async function addEvents(url: string, owners: readonly string[]): Promise<void> {
  const database = openDatabase(url, { role: 'calendar' })
  for (const ownerId of owners) {
    const calendarId = newId('calendar')
    await database.withOwner({ ownerId }, async (tx) => {
      await tx.calendar.create({ data: { id: calendarId, ownerId, name: 'Bench' } })
      await tx.event.createMany({
        data: rows.map((row) => {
          const startsAt = new Date(Date.now() + (row + 1) * DAY_MILLISECONDS)
          const endsAt = new Date(startsAt.getTime() + 60 * 60 * 1_000)
          const times = { startsAt, endsAt, lastEndsAt: endsAt, timeZone: 'Europe/Berlin' }
          return { id: newId('event'), ownerId, calendarId, title: titleOf(ownerId, row), ...times }
        }),
      })
    })
  }
  await database.close()
}

async function addTasks(url: string, owners: readonly string[]): Promise<void> {
  const database = openDatabase(url, { role: 'tasks' })
  for (const ownerId of owners) {
    const projectId = newId('project')
    const member = { id: newId('member'), memberId: ownerId, email: `${ownerId}@example.com`, role: 'owner' }
    await database.withOwner({ ownerId }, async (tx) => {
      await tx.project.create({ data: { id: projectId, ownerId, name: 'Bench', members: { create: [member] } } })
      await tx.task.createMany({
        data: rows.map((row) => ({
          id: newId('task'),
          projectId,
          ownerId,
          createdBy: ownerId,
          title: titleOf(ownerId, row),
        })),
      })
    })
  }
  await database.close()
}
