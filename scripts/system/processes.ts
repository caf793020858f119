import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { interruption } from './interruption.ts'
import { lastLogMessage } from './last-log-message.ts'
import { PlainError } from './plain-error.ts'

const STOP_MILLISECONDS = 12_000
const READY_MILLISECONDS = 60_000
const POLL_MILLISECONDS = 100

export interface ProcessPlan {
  name: string
  script: string
  args: string[]
  cwd: string
  environment: Record<string, string>
  /** Answers 200 when the process can serve. */
  readyUrl: string
}

export interface RunningProcess {
  name: string
  /** Also the id of its process group. */
  pid: number | undefined
  logFile: string
  /** Resolves when the process has ended, for whatever reason. */
  exited: Promise<void>
  isRunning(): boolean
  /** `exit code 1` or a signal's name, once it has ended. */
  ending(): string
  /** Ends it and whatever it started. */
  stop(): Promise<void>
}

/** Starts one process with only the environment it needs, in a process group of its own, logging to a file. */
export function startProcess(plan: ProcessPlan, logDirectory: string): RunningProcess {
  const logFile = join(logDirectory, `${plan.name}.log`)
  const log = openSync(logFile, 'w', 0o600)
  const child = spawn(process.execPath, [plan.script, ...plan.args], {
    cwd: plan.cwd,
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', NODE_ENV: 'production', ...plan.environment },
    stdio: ['ignore', log, log],
    detached: true,
  })
  closeSync(log)
  let isRunning = true
  const exited = new Promise<void>((resolve) => {
    const ended = () => {
      isRunning = false
      resolve()
    }
    child.once('exit', ended)
    child.once('error', ended)
  })

  /** False when nobody is left in the group. */
  function signalGroup(signal: NodeJS.Signals): boolean {
    try {
      return child.pid !== undefined && process.kill(-child.pid, signal)
    } catch {
      return false
    }
  }

  async function stop(): Promise<void> {
    if (isRunning && signalGroup('SIGTERM')) {
      await Promise.race([exited, delay(STOP_MILLISECONDS, undefined, { ref: false })])
    }
    // Those it started and did not take along, or itself when it does not want to go.
    if (signalGroup('SIGKILL')) await exited
  }

  return {
    name: plan.name,
    pid: child.pid,
    logFile,
    exited,
    isRunning: () => isRunning,
    ending: () => child.signalCode ?? `exit code ${child.exitCode}`,
    stop,
  }
}

/** Resolves when the process answers. @throws PlainError when it ends or stays silent, AbortError when told to stop */
export async function waitUntilReady(plan: ProcessPlan, running: RunningProcess): Promise<void> {
  const told = interruption()
  const deadline = Date.now() + READY_MILLISECONDS
  while (Date.now() < deadline) {
    told.throwIfAborted()
    if (!running.isRunning()) throw crashed(running)
    const isReady = await fetch(plan.readyUrl, { signal: AbortSignal.timeout(2_000) }).then(
      (response) => response.ok,
      () => false,
    )
    if (isReady) return
    await delay(POLL_MILLISECONDS)
  }
  throw new PlainError(`The ${running.name} process does not answer at ${plan.readyUrl}. Its log: ${running.logFile}`)
}

/** What to say when a process ended that should not have. Its log explains only what it ended of by itself. */
export function crashed({ name, ending, logFile }: RunningProcess): PlainError {
  if (ending().startsWith('SIG')) {
    return new PlainError(
      `The ${name} process was ended by ${ending()}: somebody did that, or the system for want of memory. Start again. Its log: ${logFile}`,
    )
  }
  const hint = lastLogMessage(readFileSync(logFile, 'utf8')).replace(/\.$/, '')
  return new PlainError(
    `The ${name} process ended unexpectedly (${ending()})${hint ? `: ${hint}` : ''}. Its log: ${logFile}`,
  )
}
