import { Client } from 'pg'
import { identityParameters } from './role-url.ts'
import { DatabaseSetupError } from './setup-error.ts'

const OLDEST_VERSION = 15

const advice: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there; start that PostgreSQL, or unset DATABASE_URL to use the bundled one',
  ENOTFOUND: 'that host is unknown; correct DATABASE_URL, or unset it to use the bundled PostgreSQL',
  ETIMEDOUT: 'no answer; check the network and DATABASE_URL, or unset it to use the bundled PostgreSQL',
  '28P01': 'user or password is wrong; correct DATABASE_URL',
  '28000': 'the server does not let this user in; correct DATABASE_URL or pg_hba.conf',
  '3D000': 'that database does not exist; create it first',
}

/** Where the driver connects to, without user and password. */
function describeDatabase(text: string): string {
  if (!URL.canParse(text) || !/^postgres(ql)?:$/.test(new URL(text).protocol)) {
    throw new DatabaseSetupError('DATABASE_URL is not an address like postgresql://user:password@host:5432/database.')
  }
  const { hostname, port, pathname, searchParams } = new URL(text)
  const misplaced = identityParameters.find((name) => searchParams.has(name))
  if (misplaced) {
    throw new DatabaseSetupError(
      `DATABASE_URL has the parameter ${misplaced}, which would count for every process: name the user and the password before the @, and leave it out.`,
    )
  }
  return `${searchParams.get('host') ?? hostname}:${searchParams.get('port') ?? (port || '5432')}${pathname}`
}

/**
 * Signs in with the account that may create roles and tables. The caller ends the connection.
 *
 * @throws DatabaseSetupError when the server is unreachable, refuses, or is older than 15.
 */
export async function connectAdministrator(url: string): Promise<Client> {
  const place = describeDatabase(url)
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {}) // a connection that breaks fails the next query, which is awaited
  try {
    await client.connect()
  } catch (error) {
    const { code, message } = error as Error & { code?: string }
    const reason = code && advice[code] ? advice[code] : `${message || code}; correct DATABASE_URL`
    throw new DatabaseSetupError(`Cannot connect to PostgreSQL at ${place}: ${reason}.`, { cause: error })
  }
  const version = await client.query<{ server_version: string }>('SHOW server_version')
  const text = version.rows[0]?.server_version ?? ''
  if (Number.parseInt(text, 10) >= OLDEST_VERSION) return client
  await client.end()
  throw new DatabaseSetupError(
    `PostgreSQL at ${place} is version ${text}; use ${OLDEST_VERSION} or later, or unset DATABASE_URL to use the bundled one.`,
  )
}
