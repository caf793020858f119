import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
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
  logFile: string
  /** Resolves when the process has ended, for whatever reason. */
  exited: Promise<number | null>
  isRunning(): boolean
  stop(): Promise<void>
}

/** Starts one process with only the environment it needs, in a process group of its own, logging to a file. */
export function startProcess(plan: ProcessPlan, logDirectory: string): RunningProcess {
  const logFile = join(logDirectory, `${plan.name}.log`)
  const log = openSync(logFile, 'a', 0o600)
  const child = spawn(process.execPath, [plan.script, ...plan.args], {
    cwd: plan.cwd,
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', NODE_ENV: 'production', ...plan.environment },
    stdio: ['ignore', log, log],
    detached: true,
  })
  closeSync(log)
  let isRunning = true
  const exited = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => {
      isRunning = false
      resolve(code)
    })
  })
  return { name: plan.name, logFile, exited, isRunning: () => isRunning, stop: () => stopGroup(child, exited) }
}

/** Asks the whole process group to end, and insists when it does not. */
async function stopGroup(child: ChildProcess, exited: Promise<unknown>): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
    try {
      process.kill(-child.pid, signal)
    } catch {
      return
    }
    await Promise.race([exited, delay(STOP_MILLISECONDS)])
  }
}

/** Resolves when the process answers. @throws PlainError when it ends or stays silent */
export async function waitUntilReady(plan: ProcessPlan, running: RunningProcess): Promise<void> {
  const deadline = Date.now() + READY_MILLISECONDS
  while (Date.now() < deadline) {
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

/** What to say when a process ended that should not have. */
export function crashed(running: RunningProcess): PlainError {
  const lines = readFileSync(running.logFile, 'utf8').trim().split('\n')
  const hint = lines.at(-1)?.slice(0, 300) ?? ''
  return new PlainError(
    `The ${running.name} process ended unexpectedly. Its log is ${running.logFile}; the last line: ${hint}`,
  )
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref())
}
