import { accessSync, chmodSync, constants, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { PlainError } from './plain-error.ts'
import { ROOT } from './root.ts'
import { launcherOf } from './state-lock.ts'

export interface SystemDescription {
  web: string
  servers: { weather: string; calendar: string; tasks: string }
  stateDir: string
  /** Process id of the launcher. */
  pid: number
}

/** Everything we put into a state folder, except what remembers the toolchain. */
const CONTENT = [
  ...['postgres', 'postgres.json', 'logs', 'secrets.json', 'database.json', 'last-database.json'],
  ...[
    'last-web-origin.json',
    'system.json',
    'launcher.json',
    'processes.json',
    'demo-certificate.pem',
    'demo-certificate-key.pem',
  ],
]

/** Where database, secrets and logs live: `.chaperone/`, or what CHAPERONE_STATE_DIR names. */
export function stateDirectory(): string {
  return resolve(ROOT, process.env.CHAPERONE_STATE_DIR || '.chaperone')
}

/** Makes the folder, readable by its owner only. @throws PlainError when it cannot be written */
export function openStateFolder(directory: string): void {
  try {
    if (!existsSync(directory)) mkdirSync(directory, { recursive: true, mode: 0o700 })
    mkdirSync(join(directory, 'logs'), { recursive: true, mode: 0o700 })
    chmodSync(join(directory, 'logs'), 0o700)
    accessSync(directory, constants.W_OK)
  } catch {
    throw new PlainError(
      `${directory} is not writable. Change its owner, or set CHAPERONE_STATE_DIR to a folder that you may write.`,
    )
  }
}

/** Deletes what we put there, and nothing else: the folder may be anyone's. */
export function clearStateFolder(directory: string): void {
  for (const name of CONTENT) rmSync(join(directory, name), { recursive: true, force: true })
}

/** The system that runs with this state folder, or null. */
export function runningSystem(directory: string): SystemDescription | null {
  if (!launcherOf(directory)) return null
  try {
    return JSON.parse(readFileSync(join(directory, 'system.json'), 'utf8')) as SystemDescription
  } catch {
    return null // still starting
  }
}

export function writeSystem(system: SystemDescription): void {
  writeState(system.stateDir, 'system.json', system)
}

/** Where `npm run keys` finds the database, signed in as the web app's role. */
export function writeDatabaseAddress(directory: string, address: { web: string }): void {
  writeState(directory, 'database.json', address)
}

function writeState(directory: string, name: string, content: unknown): void {
  writeFileSync(join(directory, name), `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 })
}

export function forgetSystem(directory: string): void {
  for (const name of ['system.json', 'database.json']) rmSync(join(directory, name), { force: true })
}
