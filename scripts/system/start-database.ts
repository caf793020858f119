import { join } from 'node:path'
import { clusterDirectory, startCluster } from '@chaperone/db/embedded'
import { connectAdministrator, ensureDatabase, setUpDatabase } from '@chaperone/db/setup'
import { PlainError } from './plain-error.ts'
import { ROOT } from './root.ts'
import type { Secrets } from './secrets.ts'

const DATABASE = 'chaperone'

export interface RunningDatabase {
  administratorUrl: string
  /** Resolves when the bundled PostgreSQL ends; never for a PostgreSQL of the user's own. */
  exited: Promise<void>
  stop(): Promise<void>
}

/** The user's own PostgreSQL when DATABASE_URL names one, else the bundled one, started here. */
export async function startDatabase(directory: string, secrets: Secrets): Promise<RunningDatabase> {
  const own = process.env.DATABASE_URL
  if (own) return { administratorUrl: own, exited: new Promise(() => {}), stop: async () => {} }
  const cluster = await startCluster({
    directory: clusterDirectory(directory),
    password: secrets.databasePasswords.admin,
    logFile: join(directory, 'logs/postgres.log'),
  }).catch((error: unknown) => {
    throw new PlainError(error instanceof Error ? error.message : String(error))
  })
  return { administratorUrl: cluster.superuserUrl(DATABASE), exited: cluster.exited, stop: () => cluster.stop() }
}

/** Roles, tables and policies. @throws DatabaseSetupError */
export async function prepareDatabase(administratorUrl: string, secrets: Secrets): Promise<void> {
  if (!process.env.DATABASE_URL) {
    const url = new URL(administratorUrl)
    url.pathname = '/postgres'
    const client = await connectAdministrator(url.href)
    await ensureDatabase(client, DATABASE)
    await client.end()
  }
  await setUpDatabase({
    administratorUrl,
    migrationsDirectory: join(ROOT, 'prisma/migrations'),
    passwords: secrets.databasePasswords,
  })
}
