import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PlainError } from './plain-error.ts'
import { ROOT } from './root.ts'

export interface SystemDescription {
  web: string
  servers: { weather: string; calendar: string; tasks: string }
  stateDir: string
  /** Process id of the launcher. */
  pid: number
}

/** Where database, secrets and logs live: `.chaperone/`, or what CHAPERONE_STATE_DIR names. */
export function stateDirectory(): string {
  return process.env.CHAPERONE_STATE_DIR ?? join(ROOT, '.chaperone')
}

/** Makes the folder, readable by its owner only. @throws PlainError when it cannot be written */
export function openStateFolder(directory: string): void {
  try {
    mkdirSync(join(directory, 'logs'), { recursive: true, mode: 0o700 })
    chmodSync(directory, 0o700)
    writeFileSync(join(directory, '.writable'), '')
    rmSync(join(directory, '.writable'))
  } catch {
    throw new PlainError(
      `${directory} is not writable. Change its owner, or set CHAPERONE_STATE_DIR to a folder that you may write.`,
    )
  }
}

/** The system that runs with this state folder, or null. */
export function runningSystem(directory: string): SystemDescription | null {
  const file = join(directory, 'system.json')
  if (!existsSync(file)) return null
  const system = JSON.parse(readFileSync(file, 'utf8')) as SystemDescription
  try {
    process.kill(system.pid, 0)
    return system
  } catch {
    return null
  }
}

export function writeSystem(system: SystemDescription): void {
  writeFileSync(join(system.stateDir, 'system.json'), `${JSON.stringify(system, null, 2)}\n`, { mode: 0o600 })
}

export function forgetSystem(directory: string): void {
  rmSync(join(directory, 'system.json'), { force: true })
}
