import { createTestDatabase, type TestDatabase } from '@chaperone/db/testing'
import { afterAll, beforeAll } from 'vitest'
import { auditLog, database } from '../database.ts'
import { setTestEnvironment } from './test-environment.ts'

/** Gives the tests of one file a migrated database of their own, with one person in it, and the web app's own role. */
export function useWebDatabase(person: { id: string; email: string; passwordHash?: string }): () => TestDatabase {
  let created: TestDatabase

  beforeAll(async () => {
    created = await createTestDatabase()
    setTestEnvironment(created.urlFor('web'))
    await database().unowned.user.create({ data: { name: 'A', passwordHash: 'none', ...person } })
  })

  afterAll(async () => {
    await auditLog().flush()
    await database().close()
    await created.drop()
  })
  return () => created
}

/** What the audit says about a person, oldest first. Nobody but the person may read it. */
export async function auditOf(ownerId: string) {
  await auditLog().flush()
  return database().withOwner({ ownerId }, (tx) =>
    tx.auditEvent.findMany({ where: { subject: ownerId }, orderBy: { sequence: 'asc' } }),
  )
}

/** How many statements in this database wait for a lock: what a test holds up has read everything before. */
export async function waitingForLocks(): Promise<number> {
  const [row] = await database().unowned.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
  return Number(row?.count)
}
