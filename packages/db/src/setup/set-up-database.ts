import { connectAdministrator } from './connect-administrator.ts'
import { ensureRoles, type RolePasswords } from './ensure-roles.ts'
import { migrate } from './migrate.ts'
import { readMigrations } from './read-migrations.ts'
import { revokePublicRights } from './revoke-public-rights.ts'

interface SetUpOptions {
  /** Address of the database, with an account that may create roles and tables. */
  administratorUrl: string
  migrationsDirectory: string
  passwords: RolePasswords
}

/**
 * Brings a database to the state this version needs: roles, then tables. Repeating it changes nothing.
 * Returns the names of the migrations it applied.
 *
 * @throws DatabaseSetupError with a sentence for people.
 */
export async function setUpDatabase({
  administratorUrl,
  migrationsDirectory,
  passwords,
}: SetUpOptions): Promise<string[]> {
  const client = await connectAdministrator(administratorUrl)
  try {
    await ensureRoles(client, passwords)
    await revokePublicRights(client)
    return await migrate(client, readMigrations(migrationsDirectory))
  } finally {
    await client.end()
  }
}
