import { execFileSync } from 'node:child_process'
import { cpus } from 'node:os'

const SERVER_CORE = '0'
const OTHER_CORES = `1-${cpus().length - 1}`

/** Whether servers have a core of their own: needs `taskset` and a second core for everything else. */
export const isPinned = cpus().length > 1 && canRun('taskset', '--version')

function canRun(file: string, ...args: string[]): boolean {
  try {
    execFileSync(file, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** The command line that runs a server on its core, where that can be done. */
export function onServerCore(command: [string, ...string[]]): [string, ...string[]] {
  return isPinned ? ['taskset', '--cpu-list', SERVER_CORE, ...command] : command
}

/** Moves a running process, and all it starts from now on, to the other cores. */
export function keepFromServerCore(pid: number): void {
  if (isPinned)
    execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', OTHER_CORES, String(pid)], { stdio: 'ignore' })
}
