import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase } from '@chaperone/db'
import { roleUrl } from '@chaperone/db/setup'
import { requireLastDatabase } from './last-database.ts'
import { PlainError } from './plain-error.ts'
import { loadSecrets } from './secrets.ts'
import { prepareDatabase, startDatabase } from './start-database.ts'
import { launcherOf, lockState } from './state-lock.ts'

/**
 * Runs `work` with the address of the database that the operator works on, for the web app's role: the one that
 * DATABASE_URL_WEB names, which needs no state folder, or else the demo's. Where the demo is not running, starts its
 * database for as long as that takes.
 *
 * @throws PlainError when there is none, or the demo ran on another database
 */
export async function withDeskDatabase<Result>(
  directory: string,
  work: (url: string) => Promise<Result>,
): Promise<Result> {
  const { DATABASE_URL_WEB: named } = process.env
  if (named) {
    await requireAnswer(named)
    return work(named)
  }
  if (launcherOf(directory)) return work(addressIn(directory))
  if (!existsSync(join(directory, 'secrets.json'))) {
    throw new PlainError('There is no demo here yet, and so no database. Start it with npm run demo.')
  }
  requireLastDatabase(directory, process.env.DATABASE_URL)
  const unlock = await lockState(directory)
  try {
    const secrets = await loadSecrets(directory)
    const database = await startDatabase({ directory, secrets, ownUrl: process.env.DATABASE_URL })
    try {
      // This version may have tables that the last start did not.
      await prepareDatabase(database.administratorUrl, secrets)
      return await work(roleUrl(database.administratorUrl, 'web', secrets.databasePasswords.web))
    } finally {
      await database.stop()
    }
  } finally {
    unlock()
  }
}

/** What opens the signing keys in that database. @throws PlainError when DATABASE_URL_WEB is set and MASTER_KEY is not */
export async function deskMasterKey(directory: string): Promise<string> {
  const { DATABASE_URL_WEB: named, MASTER_KEY: own } = process.env
  if (!named) return (await loadSecrets(directory)).masterKey
  if (own) return own
  throw new PlainError(
    'MASTER_KEY is required beside DATABASE_URL_WEB: the web app’s own, which opens its signing keys.',
  )
}

/** @throws PlainError where nobody answers, or we are signed in as somebody else */
async function requireAnswer(url: string): Promise<void> {
  if (!/^postgres(ql)?:\/\//.test(url)) throw new PlainError('DATABASE_URL_WEB takes a postgresql:// address.')
  const database = openDatabase(url, { role: 'web', connections: 1 })
  try {
    await database.ping()
  } catch (error) {
    throw new PlainError(`The database in DATABASE_URL_WEB cannot be used as the web app does: ${reasonOf(error)}`)
  } finally {
    await database.close()
  }
}

/** The database's own words, out of those that Prisma puts around them. */
function reasonOf(error: unknown): string {
  const { message } = error as Error
  return /Message: `(.+)`/.exec(message)?.[1] ?? (message.trim().split('\n').at(-1) || String(error))
}

function addressIn(directory: string): string {
  try {
    return (JSON.parse(readFileSync(join(directory, 'database.json'), 'utf8')) as { web: string }).web
  } catch {
    throw new PlainError('The demo is still starting. Try again when it runs.')
  }
}
