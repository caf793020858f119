import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

const SHUTDOWN_MILLISECONDS = 20_000

/** A process id alone proves nothing: after a restart of the machine it may be anyone's. */
function servesFrom(pid: number, dataDirectory: string): boolean {
  try {
    if (process.platform === 'linux') return readlinkSync(`/proc/${pid}/cwd`) === dataDirectory
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(dataDirectory)
  } catch {
    return false
  }
}

/**
 * Makes a data directory free to start on: ends the server that a killed launcher left running, and removes the
 * lock file of one that is gone.
 */
export async function endLeftoverPostmaster(directory: string): Promise<void> {
  const lockFile = join(directory, 'postmaster.pid')
  let pid: number
  try {
    pid = Number.parseInt(readFileSync(lockFile, 'utf8'), 10)
  } catch {
    return
  }
  const dataDirectory = realpathSync(directory)
  if (!servesFrom(pid, dataDirectory)) {
    rmSync(lockFile, { force: true })
    return
  }
  process.kill(pid, 'SIGINT')
  const deadline = Date.now() + SHUTDOWN_MILLISECONDS
  while (servesFrom(pid, dataDirectory)) {
    if (Date.now() > deadline) throw new Error(`PostgreSQL (process ${pid}) does not stop: end it, then start again.`)
    await delay(50)
  }
}
