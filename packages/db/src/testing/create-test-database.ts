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
  /** Disconnects everyone and deletes it. */
  drop(): Promise<void>
}

/** A migrated, empty database for one test file, on the throw-away cluster of the test run. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { port, superuserPassword, rolePasswords } = inject('testCluster')
  const name = `test_${randomBytes(8).toString('hex')}`
  const superuserUrl = (database: string) =>
    `postgresql://${SUPERUSER}:${superuserPassword}@127.0.0.1:${port}/${database}`

  async function asSuperuser(statement: string): Promise<void> {
    const client = await connectAdministrator(superuserUrl('postgres'))
    try {
      await client.query(statement)
    } finally {
      await client.end()
    }
  }

  await asSuperuser(`CREATE DATABASE ${escapeIdentifier(name)} TEMPLATE ${escapeIdentifier(TEMPLATE_DATABASE)}`)
  return {
    urlFor: (role) => (role === 'admin' ? superuserUrl(name) : roleUrl(superuserUrl(name), role, rolePasswords[role])),
    drop: () => asSuperuser(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`),
  }
}
