import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { roleUrl } from '@chaperone/db/setup'
import { requireLastDatabase } from './last-database.ts'
import { PlainError } from './plain-error.ts'
import { loadSecrets } from './secrets.ts'
import { prepareDatabase, startDatabase } from './start-database.ts'
import { launcherOf, lockState } from './state-lock.ts'

/**
 * Runs `work` with the address of the demo's database, for the web app's role. Where the demo is not running, starts
 * its database for as long as that takes.
 *
 * @throws PlainError when there is no demo here, or it ran on another database
 */
export async function withDemoDatabase(directory: string, work: (url: string) => Promise<void>): Promise<void> {
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
      await work(roleUrl(database.administratorUrl, 'web', secrets.databasePasswords.web))
    } finally {
      await database.stop()
    }
  } finally {
    unlock()
  }
}

function addressIn(directory: string): string {
  try {
    return (JSON.parse(readFileSync(join(directory, 'database.json'), 'utf8')) as { web: string }).web
  } catch {
    throw new PlainError('The demo is still starting. Try again when it runs.')
  }
}
