import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { clusterDirectory, startCluster } from '@chaperone/db/embedded'
import { connectAdministrator, ensureDatabase, setUpDatabase } from '@chaperone/db/setup'
import { PlainError } from './plain-error.ts'
import { withPlainTlsMode } from './plain-tls-mode.ts'
import { ROOT } from './root.ts'
import type { Secrets } from './secrets.ts'
import { watchDatabase } from './watch-database.ts'

const DATABASE = 'chaperone'
/** In the state folder: which port the database had, and which folder, since that may lie elsewhere. */
const RECORD = 'postgres.json'

export interface RunningDatabase {
  administratorUrl: string
  /** Resolves when it ends, with what to tell the person. */
  exited: Promise<string>
  stop(): Promise<void>
}

export interface DatabaseOptions {
  directory: string
  secrets: Secrets
  /** A PostgreSQL of the user's own, instead of the bundled one. */
  ownUrl?: string | undefined
  /** For tests: nothing needs to survive a crash of the machine. */
  isThrowAway?: boolean
}

interface DatabaseRecord {
  directory: string
  port: number
}

function readRecord(directory: string): DatabaseRecord | null {
  try {
    return JSON.parse(readFileSync(join(directory, RECORD), 'utf8')) as DatabaseRecord
  } catch {
    return null
  }
}

/** Resolves when it lets us in. @throws DatabaseSetupError */
async function useOwn(ownUrl: string): Promise<RunningDatabase> {
  const administratorUrl = withPlainTlsMode(ownUrl)
  const { exited, stop } = await watchDatabase(administratorUrl)
  const news = 'The PostgreSQL in DATABASE_URL no longer answers. Start it, then start again.'
  return { administratorUrl, exited: exited.then(() => news), stop }
}

/** Starts PostgreSQL, or takes the user's own, with roles, tables and policies as this version needs them. */
export async function startDatabase({
  directory,
  secrets,
  ownUrl,
  isThrowAway = false,
}: DatabaseOptions): Promise<RunningDatabase> {
  if (ownUrl) return useOwn(ownUrl)
  const cluster = await startCluster({
    directory: clusterDirectory(directory),
    password: secrets.databasePasswords.admin,
    logFile: join(directory, 'logs/postgres.log'),
    preferredPort: readRecord(directory)?.port,
    isThrowAway,
  }).catch((error: unknown) => {
    throw new PlainError(error instanceof Error ? error.message : String(error))
  })
  const record: DatabaseRecord = { directory: clusterDirectory(directory), port: cluster.port }
  writeFileSync(join(directory, RECORD), `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 })
  try {
    const client = await connectAdministrator(cluster.superuserUrl('postgres'))
    await ensureDatabase(client, DATABASE)
    await client.end()
  } catch (error) {
    await cluster.stop()
    throw error
  }
  return {
    administratorUrl: cluster.superuserUrl(DATABASE),
    exited: cluster.exited.then(() => `PostgreSQL ended unexpectedly. Its log: ${directory}/logs/postgres.log`),
    stop: () => cluster.stop(),
  }
}

/** Roles, tables and policies. @throws DatabaseSetupError */
export async function prepareDatabase(administratorUrl: string, secrets: Secrets): Promise<void> {
  await setUpDatabase({
    administratorUrl,
    migrationsDirectory: join(ROOT, 'prisma/migrations'),
    passwords: secrets.databasePasswords,
  })
}

/** Deletes the bundled database of a state folder, wherever it lies. */
export function deleteDatabase(directory: string): void {
  const cluster = clusterDirectory(directory)
  if (existsSync(cluster)) rmSync(cluster, { recursive: true, force: true })
  rmSync(join(directory, RECORD), { force: true })
}
