import { type Client, DatabaseError, escapeIdentifier, escapeLiteral } from 'pg'
import { type DatabaseRole, databaseRoles } from '../database-role.ts'
import { scramVerifier } from './scram-verifier.ts'
import { DatabaseSetupError } from './setup-error.ts'

export type RolePasswords = Record<DatabaseRole, string>

/** Of the server's connections, for each role: what is taken over cannot keep the others, or the administrator, out. */
const CONNECTION_SHARE = 0.24
/** Enough for one process in any case. */
const MIN_CONNECTIONS = 12
const UNLIMITED = -1

interface RoleRow {
  rolsuper: boolean
  rolbypassrls: boolean
  rolconnlimit: number
}

async function connectionLimit(client: Client): Promise<number> {
  const { rows } = await client.query<{ max: number }>("SELECT current_setting('max_connections')::int AS max")
  return Math.max(MIN_CONNECTIONS, Math.floor((rows[0]?.max ?? 0) * CONNECTION_SHARE))
}

/**
 * Makes the four login roles exist, each with its password and at most a quarter of the server's connections (a limit
 * that somebody has set stays), none able to look past row-level security.
 * Needs no more than CREATEROLE.
 *
 * @throws DatabaseSetupError when that right is missing, or a role of that name has more rights than ours may have.
 */
export async function ensureRoles(client: Client, passwords: RolePasswords): Promise<void> {
  const limit = await connectionLimit(client)
  for (const [role, name] of Object.entries(databaseRoles) as [DatabaseRole, string][]) {
    const existing = await client.query<RoleRow>(
      'SELECT rolsuper, rolbypassrls, rolconnlimit FROM pg_roles WHERE rolname = $1',
      [name],
    )
    const row = existing.rows[0]
    if (row?.rolsuper || row?.rolbypassrls) {
      throw new DatabaseSetupError(
        `The role ${name} can bypass row-level security: run ALTER ROLE ${name} NOSUPERUSER NOBYPASSRLS as a superuser.`,
      )
    }
    const verb = row ? 'ALTER' : 'CREATE'
    const limited = (row?.rolconnlimit ?? UNLIMITED) === UNLIMITED ? ` CONNECTION LIMIT ${limit}` : ''
    try {
      await client.query(
        `${verb} ROLE ${escapeIdentifier(name)} LOGIN PASSWORD ${escapeLiteral(scramVerifier(passwords[role]))}${limited}`,
      )
    } catch (error) {
      if (!(error instanceof DatabaseError) || error.code !== '42501') throw error
      throw new DatabaseSetupError(
        row
          ? `The role ${name} belongs to someone else: run GRANT ${name} TO ${client.user} WITH ADMIN OPTION as a superuser.`
          : `${client.user} may not create roles: run ALTER ROLE ${client.user} CREATEROLE as a superuser.`,
        { cause: error },
      )
    }
  }
}
