import { type Client, escapeIdentifier } from 'pg'

/**
 * Makes the database of a cluster of ours exist. Only the superuser can connect to the others, in which two roles could
 * leave things for each other.
 */
export async function ensureDatabase(client: Client, name: string): Promise<void> {
  const found = await client.query('SELECT FROM pg_database WHERE datname = $1', [name])
  if (found.rowCount === 0) await client.query(`CREATE DATABASE ${escapeIdentifier(name)}`)
  await client.query('REVOKE CONNECT ON DATABASE postgres, template1 FROM PUBLIC')
}
