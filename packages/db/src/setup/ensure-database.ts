import { type Client, escapeIdentifier } from 'pg'

/** Makes the database exist. */
export async function ensureDatabase(client: Client, name: string): Promise<void> {
  const found = await client.query('SELECT FROM pg_database WHERE datname = $1', [name])
  if (found.rowCount === 0) await client.query(`CREATE DATABASE ${escapeIdentifier(name)}`)
}
