import { randomBytes } from 'node:crypto'
import { escapeIdentifier } from 'pg'
import { inject } from 'vitest'
import type { DatabaseRole } from '../database-role.ts'
import { SUPERUSER } from '../embedded/superuser.ts'
import { connectAdministrator } from '../setup/connect-administrator.ts'
import { roleUrl } from '../setup/role-url.ts'
import { TEMPLATE_DATABASE, type TestCluster } from './test-cluster.ts'

declare module 'vitest' {
  interface ProvidedContext {
    testCluster: TestCluster
  }
}

export interface TestDatabase {
  /** Address of the database for one process's role, or for the superuser (`admin`), who sees every row. */
  urlFor(role: DatabaseRole | 'admin'): string
  /** Runs one statement as the superuser, whom no policy hides a row from, and answers its rows. */
  query(statement: string): Promise<unknown[]>
  /** Disconnects everyone and deletes it. */
  drop(): Promise<void>
}

export interface TestDatabaseOptions {
  /** `off`: every role sees every row of the tables it may use, and what a query does not ask for is on show. */
  rowSecurity?: 'on' | 'off'
}

const DISABLE_ROW_SECURITY = `
  DO $$
  DECLARE owned regclass;
  BEGIN
    FOR owned IN SELECT attrelid::regclass FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
      WHERE attname = 'owner_id' AND relkind = 'r' AND relrowsecurity
    LOOP
      EXECUTE format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', owned);
    END LOOP;
  END $$`

/** A migrated, empty database for one test file, on the throw-away cluster of the test run. */
export async function createTestDatabase({ rowSecurity = 'on' }: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const { port, superuserPassword, rolePasswords } = inject('testCluster')
  const name = `test_${randomBytes(8).toString('hex')}`
  const superuserUrl = (database: string) =>
    `postgresql://${SUPERUSER}:${superuserPassword}@127.0.0.1:${port}/${database}`

  async function asSuperuser(database: string, statement: string): Promise<unknown[]> {
    const client = await connectAdministrator(superuserUrl(database))
    try {
      return (await client.query(statement)).rows
    } finally {
      await client.end()
    }
  }

  await asSuperuser(
    'postgres',
    `CREATE DATABASE ${escapeIdentifier(name)} TEMPLATE ${escapeIdentifier(TEMPLATE_DATABASE)}`,
  )
  // What a database is given is not part of its template.
  await asSuperuser('postgres', `REVOKE TEMPORARY ON DATABASE ${escapeIdentifier(name)} FROM PUBLIC`)
  if (rowSecurity === 'off') await asSuperuser(name, DISABLE_ROW_SECURITY)
  return {
    urlFor: (role) => (role === 'admin' ? superuserUrl(name) : roleUrl(superuserUrl(name), role, rolePasswords[role])),
    query: (statement) => asSuperuser(name, statement),
    async drop() {
      await asSuperuser('postgres', `DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`)
    },
  }
}
