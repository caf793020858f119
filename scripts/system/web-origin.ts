import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PlainError } from './plain-error.ts'
import { wantedPorts } from './ports.ts'
import { runningSystem } from './state-folder.ts'

/** In the state folder: where the web app of the last start was. */
const RECORD = 'last-web-origin.json'

export function rememberWebOrigin(directory: string, origin: string): void {
  writeFileSync(join(directory, RECORD), `${JSON.stringify(origin)}\n`, { mode: 0o600 })
}

/**
 * Where links for people lead: WEB_ORIGIN, or else the web app of the demo, whether it is running or was the last time.
 *
 * @throws PlainError for a WEB_ORIGIN that is none, and for none beside DATABASE_URL_WEB
 */
export function webOrigin(directory: string): string {
  const { WEB_ORIGIN: own, DATABASE_URL_WEB: named } = process.env
  if (own) return requireOrigin(own)
  if (named) throw new PlainError('WEB_ORIGIN is required beside DATABASE_URL_WEB: the origin of the web app.')
  return runningSystem(directory)?.web ?? lastOrigin(directory) ?? `http://localhost:${wantedPorts().web}`
}

function requireOrigin(text: string): string {
  if (URL.canParse(text) && new URL(text).origin === text) return text
  throw new PlainError(
    `WEB_ORIGIN takes an origin, without a path, such as https://chaperone.example, and not ${text}.`,
  )
}

function lastOrigin(directory: string): string | null {
  try {
    return JSON.parse(readFileSync(join(directory, RECORD), 'utf8')) as string
  } catch {
    return null // never started
  }
}
