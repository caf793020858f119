import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { startCluster } from '../embedded/cluster.ts'
import { throwAwayClusterDirectory } from '../embedded/cluster-directory.ts'
import { connectAdministrator } from '../setup/connect-administrator.ts'
import { ensureDatabase } from '../setup/ensure-database.ts'
import type { RolePasswords } from '../setup/ensure-roles.ts'
import { setUpDatabase } from '../setup/set-up-database.ts'

/** What a test needs to make databases of its own. Plain data: it travels between processes. */
export interface TestCluster {
  port: number
  superuserPassword: string
  rolePasswords: RolePasswords
}

/** The migrated database that test databases are copied from. */
export const TEMPLATE_DATABASE = 'chaperone_template'

/** Ends the cluster should this process end without doing so itself, for whatever reason. */
function watchOver(directory: string): () => void {
  const watcher = spawn(process.execPath, [join(import.meta.dirname, 'end-with-parent.mjs'), directory], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  watcher.unref()
  return () => watcher.kill('SIGKILL')
}

/** Starts a throw-away cluster with a migrated template database. `stop` leaves nothing of it. */
export async function startTestCluster(
  migrationsDirectory: string,
): Promise<{ cluster: TestCluster; stop: () => Promise<void> }> {
  const newPassword = () => randomBytes(18).toString('base64url')
  const superuserPassword = newPassword()
  const rolePasswords = { web: newPassword(), weather: newPassword(), calendar: newPassword(), tasks: newPassword() }
  const directory = throwAwayClusterDirectory()
  const logFile = join(directory, 'postgres.log')
  const unwatch = watchOver(directory)
  const cluster = await startCluster({ directory, password: superuserPassword, logFile, isThrowAway: true })
  const administrator = await connectAdministrator(cluster.superuserUrl('postgres'))
  await ensureDatabase(administrator, TEMPLATE_DATABASE)
  await administrator.end()
  await setUpDatabase({
    administratorUrl: cluster.superuserUrl(TEMPLATE_DATABASE),
    migrationsDirectory,
    passwords: rolePasswords,
  })

  return {
    cluster: { port: cluster.port, superuserPassword, rolePasswords },
    async stop() {
      await cluster.stop()
      unwatch()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
