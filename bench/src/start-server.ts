import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '@chaperone/mcp-server-kit/testing'
import type { BenchDatabase } from './bench-database.ts'
import type { Contestant } from './contestants.ts'
import { onServerCore } from './pinning.ts'

const START_MILLISECONDS = 60_000
const POLL_MILLISECONDS = 50

export interface RunningServer {
  contestant: Contestant
  /** The MCP endpoint, and the audience of its tokens. */
  url: string
  /** Resident memory, in megabytes. */
  memory(): number
  /** Processor time used so far, in milliseconds; null where the system has no /proc. */
  cpuTime(): number | null
  stop(): Promise<void>
}

/** Starts one server as a process of its own, and resolves when its port is open. */
export async function startServer(
  contestant: Contestant,
  database: BenchDatabase,
  issuer: string,
): Promise<RunningServer> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}/mcp`
  const [file, ...args] = onServerCore([process.execPath, ...process.execArgv, contestant.entry])
  const child = spawn(file, args, {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      PORT: String(port),
      RESOURCE_URL: url,
      AUTH_ISSUER: issuer,
      JWKS_URL: `${issuer}/jwks`,
      UNPROTECTED_DATABASE_URL: database.unprotectedUrl,
      PROTECTED_DATABASE_URL: database.protectedUrl,
      LAYERS: contestant.layers?.join(',') ?? '',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let errors = ''
  child.stderr.on('data', (text) => {
    errors = `${errors}${text}`.slice(-4_000)
  })
  const deadline = Date.now() + START_MILLISECONDS
  while (!(await isOpen(port))) {
    if (hasEnded(child) || Date.now() > deadline) {
      child.kill('SIGKILL')
      throw new Error(`${contestant.name} did not start:\n${errors}`)
    }
    await pause(POLL_MILLISECONDS)
  }
  return {
    contestant,
    url,
    memory: () => Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)], { encoding: 'utf8' })) / 1_024,
    cpuTime: () => cpuTimeOf(child.pid),
    async stop() {
      if (hasEnded(child)) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** @see proc_pid_stat(5): fields 14 and 15 count user and system time in ticks of 10 ms */
function cpuTimeOf(pid: number | undefined): number | null {
  if (!existsSync('/proc/self/stat')) return null
  // The second field is the program's name in parentheses, and may itself hold spaces.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

function isOpen(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(true))
    socket.once('error', () => resolve(false))
  }).finally(() => socket.destroy()) as Promise<boolean>
}
