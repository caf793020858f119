import type { ClientBase } from 'pg'

/**
 * @throws Error when this connection acts as another role than `name`, or that role can look past row-level security, or
 * may not append to the audit: what it reads would leave no trace.
 */
export async function requireRole(client: ClientBase, name: string): Promise<void> {
  const { rows } = await client.query<{ is_own: boolean; is_bound: boolean; is_audited: boolean }>(
    `SELECT session_user = $1 AND current_user = $1 AS is_own, NOT (rolsuper OR rolbypassrls) AS is_bound,
       EXISTS (SELECT FROM pg_attribute JOIN pg_class ON attrelid = pg_class.oid
         WHERE relnamespace::regnamespace::text = 'audit' AND relname = 'events' AND attname = 'reason'
         AND has_schema_privilege(relnamespace, 'USAGE') AND has_column_privilege(attrelid, attnum, 'INSERT')) AS is_audited
     FROM pg_roles WHERE rolname = current_user`,
    [name],
  )
  if (!rows[0]?.is_own) throw new Error(`DATABASE_URL does not sign in as ${name}, this process's own role.`)
  if (!rows[0].is_bound) throw new Error(`The role ${name} can look past row-level security.`)
  if (!rows[0].is_audited)
    throw new Error(`The role ${name} may not append to the audit: docs/add-a-server.md has the grant.`)
}
