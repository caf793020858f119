import { join } from 'node:path'
import type { Client } from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/index.ts'
import { connectAdministrator } from './connect-administrator.ts'
import { migrate } from './migrate.ts'
import { type Migration, readMigrations } from './read-migrations.ts'

const ours = readMigrations(join(import.meta.dirname, '../../../../prisma/migrations'))

let testDatabase: TestDatabase
let client: Client
beforeEach(async () => {
  testDatabase = await createTestDatabase()
  client = await connectAdministrator(testDatabase.urlFor('admin'))
})
afterEach(async () => {
  await client.end()
  await testDatabase.drop()
})

function migration(name: string, sql: string): Migration {
  return { name, sql, checksum: name.padEnd(64, '0') }
}

test('migrating a second time applies nothing', async () => {
  expect(await migrate(client, ours)).toEqual([])
})

test('an applied migration that was changed is refused', async () => {
  const changed = ours.map((one) => ({ ...one, checksum: '0'.repeat(64) }))
  await expect(migrate(client, changed)).rejects.toThrow(/was changed after this database applied it/)
})

test('migrations are recorded as Prisma records them', async () => {
  const { rows } = await client.query(
    'SELECT migration_name, checksum, applied_steps_count, rolled_back_at, finished_at IS NOT NULL AS finished FROM public._prisma_migrations',
  )
  expect(rows).toEqual(
    ours.map(({ name, checksum }) => ({
      migration_name: name,
      checksum,
      applied_steps_count: 1,
      rolled_back_at: null,
      finished: true,
    })),
  )
})

test('a failing migration changes nothing, is recorded with its reason, and can be repaired and applied', async () => {
  const broken = migration('2_broken', 'CREATE TABLE public.half (id int);\nSELECT nonsense;')
  await expect(migrate(client, [...ours, broken])).rejects.toThrow(/2_broken, line 2 failed and changed nothing/)
  expect((await client.query("SELECT to_regclass('public.half') AS half")).rows).toEqual([{ half: null }])
  const recorded = await client.query('SELECT logs FROM public._prisma_migrations WHERE rolled_back_at IS NOT NULL')
  expect(recorded.rows[0].logs).toContain('nonsense')

  const repaired = migration('2_broken', 'CREATE TABLE public.half (id int);')
  expect(await migrate(client, [...ours, repaired])).toEqual(['2_broken'])
})

test('a migration that another tool left unfinished stops everything', async () => {
  const [first] = ours
  await client.query('UPDATE public._prisma_migrations SET finished_at = NULL')
  await expect(migrate(client, ours)).rejects.toThrow(`Migration ${first?.name} was started and never finished`)
})

test('two launchers at once apply each migration once', async () => {
  const second = await connectAdministrator(testDatabase.urlFor('admin'))
  const both = [...ours, migration('2_once', 'CREATE TABLE public.once (id int);')]
  const applied = await Promise.all([migrate(client, both), migrate(second, both)])
  await second.end()
  expect(applied.flat()).toEqual(['2_once'])
})
