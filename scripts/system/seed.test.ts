import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventIdSchema, taskIdSchema } from '@chaperone/contracts'
import { type DatabaseRole, openDatabase } from '@chaperone/db'
import { createTestDatabase, type TestDatabase } from '@chaperone/db/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventsOf } from '../../prisma/seed/events.ts'
import { seed } from '../../prisma/seed.ts'
import { loadSecrets } from './secrets.ts'

const DAY_MILLISECONDS = 86_400_000
const alice = { ownerId: 'usr_alice', email: 'alice@example.com' }
const bob = { ownerId: 'usr_bob', email: 'bob@example.com' }

let testDatabase: TestDatabase
let directory: string

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  directory = mkdtempSync(join(tmpdir(), 'chaperone-seed-'))
  const { apiKeys } = await loadSecrets(directory)
  for (const _ of [1, 2]) await seed({ urlFor: (role) => testDatabase.urlFor(role), apiKeys })
})
afterAll(async () => {
  rmSync(directory, { recursive: true, force: true })
  await testDatabase.drop()
})

async function using<T>(role: DatabaseRole, work: (database: ReturnType<typeof openDatabase>) => Promise<T>) {
  const database = openDatabase(testDatabase.urlFor(role), { role, connections: 1 })
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

test('seeding twice leaves one of each: people, keys, projects, calendars', async () => {
  await using('web', async ({ unowned }) => {
    expect((await unowned.user.findMany({ orderBy: { id: 'asc' } })).map(({ email, role }) => [email, role])).toEqual([
      ['alice@example.com', 'member'],
      ['bob@example.com', 'member'],
      ['carol@example.com', 'administrator'],
    ])
    expect((await unowned.apiKey.findMany()).map(({ server }) => server).sort()).toEqual(['calendar', 'weather'])
    const carol = { userId: 'usr_carol', resource: 'calendar' }
    const found = await unowned.scopeAssignment.findUnique({ where: { userId_resource: carol } })
    expect(found?.scopes).toEqual(['calendar:read', 'calendar:write'])
  })
  const calendars = await using('calendar', (db) =>
    db.withOwner({ ownerId: 'svc_team' }, (tx) => tx.calendar.findMany()),
  )
  expect(calendars.map(({ name }) => name)).toEqual(['Team'])
})

test('Apollo is shared; Borealis and Cassini are not', async () => {
  const projectsOf = (owner: typeof alice) =>
    using('tasks', (db) => db.withOwner(owner, (tx) => tx.project.findMany({ orderBy: { name: 'asc' } })))
  expect((await projectsOf(alice)).map(({ name }) => name)).toEqual(['Apollo', 'Borealis'])
  expect((await projectsOf(bob)).map(({ name }) => name)).toEqual(['Apollo', 'Cassini'])
})

test('ids have the shape that the tools answer with', async () => {
  const events = await using('calendar', (db) => db.withOwner(alice, (tx) => tx.event.findMany()))
  const tasks = await using('tasks', (db) => db.withOwner(alice, (tx) => tx.task.findMany()))
  for (const { id } of events) expect(eventIdSchema.safeParse(id).success, id).toBe(true)
  for (const { id } of tasks) expect(taskIdSchema.safeParse(id).success, id).toBe(true)
})

test('on every day of the year Alice has two meetings tomorrow, at the hour that clocks show', () => {
  for (let day = 0; day < 365; day++) {
    const now = new Date(Date.UTC(2026, 0, 1, 12) + day * DAY_MILLISECONDS)
    const tomorrow = new Date(now.getTime() + DAY_MILLISECONDS).toISOString().slice(0, 10)
    const events = eventsOf('usr_alice', now).filter(({ startsAt }) => startsAt.toISOString().startsWith(tomorrow))
    expect(events.length, tomorrow).toBeGreaterThanOrEqual(2)
    for (const { title, startsAt } of events.filter((event) => event.title === 'Apollo stand-up')) {
      expect(startsAt.toLocaleTimeString('en-GB', { timeZone: 'Europe/Lisbon' }), `${title} ${tomorrow}`).toBe(
        '09:30:00',
      )
    }
  }
})

test('a week later the calendar grows by a week and repeats nothing', () => {
  const now = new Date('2026-11-23T12:00:00Z')
  const first = eventsOf('usr_alice', now)
  expect(eventsOf('usr_alice', now, first.at(-1)?.id)).toEqual([])
  const later = eventsOf('usr_alice', new Date(now.getTime() + 7 * DAY_MILLISECONDS), first.at(-1)?.id)
  const ids = [...first, ...later].map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(later.length).toBe(14)
})
