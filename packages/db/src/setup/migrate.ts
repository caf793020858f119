import { randomUUID } from 'node:crypto'
import { type Client, DatabaseError } from 'pg'
import type { Migration } from './read-migrations.ts'
import { DatabaseSetupError } from './setup-error.ts'

/** The number that Prisma's own `migrate deploy` locks, so that the two exclude each other. */
const PRISMA_LOCK = 72_707_369

/** The table as Prisma creates it. */
const CREATE_MIGRATIONS_TABLE = `
  CREATE TABLE IF NOT EXISTS public._prisma_migrations (
    id VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    finished_at TIMESTAMPTZ,
    migration_name VARCHAR(255) NOT NULL,
    logs TEXT,
    rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`

interface AppliedRow {
  migration_name: string
  checksum: string
  finished_at: Date | null
}

function explain(migration: Migration, error: unknown): DatabaseSetupError {
  if (!(error instanceof DatabaseError)) throw error
  const line = error.position ? migration.sql.slice(0, Number(error.position)).split('\n').length : undefined
  const where = line ? `, line ${line}` : ''
  const rights =
    error.code === '42501' ? ' The user in DATABASE_URL must own the database, or hold CREATE on it and on public.' : ''
  return new DatabaseSetupError(
    `Migration ${migration.name}${where} failed and changed nothing: ${error.message} (${error.code}).${rights}`,
    { cause: error },
  )
}

async function apply(client: Client, migration: Migration): Promise<void> {
  const id = randomUUID()
  await client.query('INSERT INTO public._prisma_migrations (id, checksum, migration_name) VALUES ($1, $2, $3)', [
    id,
    migration.checksum,
    migration.name,
  ])
  try {
    // One simple query is one transaction: a migration happens entirely or not at all.
    await client.query(migration.sql)
  } catch (error) {
    await client.query('UPDATE public._prisma_migrations SET logs = $2, rolled_back_at = now() WHERE id = $1', [
      id,
      String(error),
    ])
    throw explain(migration, error)
  }
  await client.query(
    'UPDATE public._prisma_migrations SET finished_at = now(), applied_steps_count = 1 WHERE id = $1',
    [id],
  )
}

async function appliedMigrations(client: Client): Promise<Map<string, AppliedRow>> {
  const { rows } = await client.query<AppliedRow>(
    'SELECT migration_name, checksum, finished_at FROM public._prisma_migrations WHERE rolled_back_at IS NULL',
  )
  return new Map(rows.map((row) => [row.migration_name, row]))
}

function refuseContradictions(migrations: Migration[], applied: Map<string, AppliedRow>): void {
  for (const { name, checksum } of migrations) {
    const row = applied.get(name)
    if (!row) continue
    if (!row.finished_at) {
      throw new DatabaseSetupError(
        `Migration ${name} was started and never finished: repair the database, then run prisma migrate resolve.`,
      )
    }
    if (row.checksum !== checksum) {
      throw new DatabaseSetupError(
        `Migration ${name} was changed after this database applied it: restore the file and put the change into a new migration.`,
      )
    }
  }
}

async function createMigrationsTable(client: Client): Promise<void> {
  try {
    await client.query(CREATE_MIGRATIONS_TABLE)
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== '42501') throw error
    throw new DatabaseSetupError('The user in DATABASE_URL may not create tables: make it the owner of the database.', {
      cause: error,
    })
  }
}

/**
 * Applies the migrations that this database lacks, in order, and returns their names. Interchangeable with
 * `prisma migrate deploy`: same table, same checksums, same lock.
 *
 * @throws DatabaseSetupError when one fails (it is recorded and rolled back), or an applied one has changed since.
 */
export async function migrate(client: Client, migrations: Migration[]): Promise<string[]> {
  await client.query('SELECT pg_advisory_lock($1)', [PRISMA_LOCK])
  try {
    await createMigrationsTable(client)
    const applied = await appliedMigrations(client)
    refuseContradictions(migrations, applied)
    const missing = migrations.filter(({ name }) => !applied.has(name))
    for (const migration of missing) await apply(client, migration)
    return missing.map(({ name }) => name)
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [PRISMA_LOCK])
  }
}
