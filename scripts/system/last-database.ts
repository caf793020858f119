import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeDatabase } from '@chaperone/db/setup'
import { PlainError } from './plain-error.ts'

/** In the state folder: where the last start found its database, without user and password. */
const RECORD = 'last-database.json'
const BUNDLED = 'the bundled PostgreSQL'

function placeOf(ownUrl: string | undefined): string {
  return ownUrl ? `your PostgreSQL at ${describeDatabase(ownUrl)}` : BUNDLED
}

export function rememberDatabase(directory: string, ownUrl: string | undefined): void {
  writeFileSync(join(directory, RECORD), `${JSON.stringify(placeOf(ownUrl))}\n`, { mode: 0o600 })
}

/** Whoever changes keys means those of the system that ran here. @throws PlainError when it ran on another database */
export function requireLastDatabase(directory: string, ownUrl: string | undefined): void {
  const last = readRecord(directory)
  if (!last || last === placeOf(ownUrl)) return
  const advice = last === BUNDLED ? 'Unset DATABASE_URL' : 'Set DATABASE_URL to it'
  throw new PlainError(`The demo here last ran on ${last}, and this would work on ${placeOf(ownUrl)}. ${advice}.`)
}

function readRecord(directory: string): string | null {
  try {
    return JSON.parse(readFileSync(join(directory, RECORD), 'utf8')) as string
  } catch {
    return null // never started
  }
}
