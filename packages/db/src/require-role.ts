import type { ClientBase } from 'pg'

/** @throws Error when this connection acts as another role than `name`, or that role can look past row-level security. */
export async function requireRole(client: ClientBase, name: string): Promise<void> {
  const { rows } = await client.query<{ is_own: boolean; is_bound: boolean }>(
    `SELECT session_user = $1 AND current_user = $1 AS is_own, NOT (rolsuper OR rolbypassrls) AS is_bound
     FROM pg_roles WHERE rolname = current_user`,
    [name],
  )
  if (!rows[0]?.is_own) throw new Error(`DATABASE_URL does not sign in as ${name}, this process's own role.`)
  if (!rows[0].is_bound) throw new Error(`The role ${name} can look past row-level security.`)
}
