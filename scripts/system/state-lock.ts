import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { PlainError } from './plain-error.ts'
import { processIdentity } from './process-identity.ts'

const END_MILLISECONDS = 3_000

interface KnownProcess {
  pid: number
  identity: string | null
}

function read<T>(file: string): T | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T
  } catch {
    return null
  }
}

function write(file: string, content: unknown): void {
  writeFileSync(file, `${JSON.stringify(content)}\n`, { mode: 0o600 })
}

function known(pid: number): KnownProcess {
  return { pid, identity: processIdentity(pid) }
}

function isRunning({ pid, identity }: KnownProcess): boolean {
  return identity !== null && processIdentity(pid) === identity
}

/** The process id of the launcher that works with this state folder, or null. */
export function launcherOf(directory: string): number | null {
  const holder = read<KnownProcess>(join(directory, 'launcher.json'))
  return holder && isRunning(holder) ? holder.pid : null
}

/**
 * Makes us the only launcher of this state folder, and ends what a killed one left running. Answers how to let go.
 *
 * @throws PlainError when another launcher is running
 */
export async function lockState(directory: string): Promise<() => void> {
  const holder = launcherOf(directory)
  if (holder) {
    throw new PlainError(
      `A system with the state folder ${directory} is running already (process ${holder}). ` +
        'Stop it first, or give this one a CHAPERONE_STATE_DIR and ports of its own.',
    )
  }
  for (const leftover of read<KnownProcess[]>(join(directory, 'processes.json')) ?? []) await end(leftover)
  write(join(directory, 'launcher.json'), known(process.pid))
  return () => {
    for (const name of ['launcher.json', 'processes.json']) rmSync(join(directory, name), { force: true })
  }
}

/** Resolves when its process group is gone, and with it the ports it had. */
async function end(leftover: KnownProcess): Promise<void> {
  if (!isRunning(leftover)) return
  // Where nobody reaps the dead, the group stays: give up waiting for that.
  const deadline = Date.now() + END_MILLISECONDS
  while (signalGroup(leftover.pid, 'SIGKILL') && Date.now() < deadline) await delay(20)
}

function signalGroup(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(-pid, signal)
  } catch {
    return false
  }
}

/** Remembers what we started, so that the next launcher can end it should we be killed. */
export function rememberProcesses(directory: string, pids: number[]): void {
  write(join(directory, 'processes.json'), pids.map(known))
}
