import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Client } from 'pg'
import { type Account, databaseAccount, spawnAs } from './account.ts'
import { prepareClusterDirectory } from './cluster-directory.ts'
import { freePort } from './free-port.ts'
import { initializeCluster, lastLine, minimalEnvironment } from './initialize-cluster.ts'
import { endLeftoverPostmaster } from './leftover-postmaster.ts'
import { nativeBinaries } from './native-binaries.ts'
import { SUPERUSER } from './superuser.ts'

const MAJOR_VERSION = '18'
const START_MILLISECONDS = 60_000
const STOP_MILLISECONDS = 20_000
const PORT_ATTEMPTS = 5

export interface ClusterOptions {
  /** The cluster's own folder; created when missing. */
  directory: string
  /** The superuser's password. */
  password: string
  logFile: string
  /** Port to try first; a free one is taken when another program has it. */
  preferredPort?: number | undefined
  /** For tests: faster, and a crash of the machine may lose everything. */
  isThrowAway?: boolean
}

export interface Cluster {
  port: number
  pid: number
  /** Address of a database, for the superuser. */
  superuserUrl(database: string): string
  /** Resolves when the server ends, for whatever reason. */
  exited: Promise<void>
  /** Disconnects everyone, writes everything to disk, and resolves when the server is gone. */
  stop(): Promise<void>
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return true
  } catch (error) {
    // 28P01: the server runs but refuses this password. Everything else passes with time.
    if ((error as { code?: string }).code === '28P01') throw error
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

/**
 * Starts PostgreSQL on 127.0.0.1 and resolves when it answers. It asks everyone for a password, has no Unix socket,
 * and never runs as root.
 *
 * @throws Error with a sentence for people when it cannot start.
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const account = databaseAccount()
  const binaries = nativeBinaries(account)
  prepareClusterDirectory(options.directory)
  const data = join(options.directory, 'data')
  if (!existsSync(join(data, 'PG_VERSION'))) {
    initializeCluster({ ...options, binaries, account })
  }
  const version = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim()
  if (version !== MAJOR_VERSION) {
    throw new Error(`The database in ${data} was made by PostgreSQL ${version}; this is ${MAJOR_VERSION}.`)
  }
  await endLeftoverPostmaster(data)

  for (let attempt = 1; ; attempt++) {
    const port = await freePort(attempt === 1 ? options.preferredPort : undefined)
    const cluster = await tryToStart({ options, binaries, account, data, port })
    if (cluster) return cluster
    if (attempt === PORT_ATTEMPTS) {
      const log = readFileSync(options.logFile, 'utf8')
      throw new Error(`PostgreSQL did not start: ${lastLine(log)} (log: ${options.logFile})`)
    }
  }
}

interface StartAttempt {
  options: ClusterOptions
  binaries: string
  account: Account | undefined
  data: string
  port: number
}

function spawnPostmaster({ options, binaries, account, data, port }: StartAttempt): ChildProcess {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    password_encryption: 'scram-sha-256',
    timezone: 'UTC',
    log_timezone: 'UTC',
    max_connections: options.isThrowAway ? '300' : '100',
    shared_buffers: '32MB',
    ...(options.isThrowAway ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  }
  const log = openSync(options.logFile, 'a', 0o600)
  const child = spawn(
    join(binaries, 'postgres'),
    ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    // A process group of its own: Ctrl-C in the terminal reaches the launcher, which stops the database last.
    { ...spawnAs(account), env: minimalEnvironment(), stdio: ['ignore', log, log], detached: true },
  )
  closeSync(log)
  return child
}

async function tryToStart(attempt: StartAttempt): Promise<Cluster | null> {
  const { port, options } = attempt
  const child = spawnPostmaster(attempt)
  let isRunning = true
  const exited = new Promise<void>((resolve) => {
    const ended = () => {
      isRunning = false
      resolve()
    }
    child.once('exit', ended)
    child.once('error', ended)
  })

  async function stop(): Promise<void> {
    // SIGINT is PostgreSQL's fast and clean shutdown, SIGQUIT its emergency exit.
    for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
      if (!isRunning) return
      child.kill(signal)
      await Promise.race([exited, delay(STOP_MILLISECONDS, undefined, { ref: false })])
    }
  }

  const superuserUrl = (database: string) =>
    `postgresql://${SUPERUSER}:${encodeURIComponent(options.password)}@127.0.0.1:${port}/${database}`
  const deadline = Date.now() + START_MILLISECONDS
  try {
    while (isRunning && Date.now() < deadline) {
      if (await answers(superuserUrl('postgres'))) {
        return { port, pid: child.pid ?? 0, superuserUrl, exited, stop }
      }
      await Promise.race([exited, delay(30)])
    }
  } catch (error) {
    await stop()
    throw new Error(
      `The database in ${options.directory} has another password than the state folder remembers: start over with --reset.`,
      { cause: error },
    )
  }
  await stop()
  return null
}
