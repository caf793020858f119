import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newApiKey, type ServerName } from '@chaperone/contracts'
import { PlainError } from './plain-error.ts'

export interface Secrets {
  sessionSecret: string
  /** Opens the signing keys in the database. */
  masterKey: string
  databasePasswords: Record<'admin' | 'web' | 'weather' | 'calendar' | 'tasks', string>
  apiKeys: { weather: string; teamCalendar: string }
  /** Signs what a server's tools ask back; each server has its own. */
  requestStateSecrets: Record<ServerName, string>
}

function password(): string {
  return randomBytes(24).toString('base64url')
}

function requestStateSecrets(): Secrets['requestStateSecrets'] {
  return { weather: password(), calendar: password(), tasks: password() }
}

function readSecrets(file: string): Secrets {
  try {
    chmodSync(file, 0o600)
    const secrets = JSON.parse(readFileSync(file, 'utf8')) as Secrets
    if (secrets.sessionSecret && secrets.databasePasswords.admin) {
      return completed(file, secrets)
    }
  } catch {
    // Not JSON, or not ours: the same advice.
  }
  throw new PlainError(`${file} is damaged. Restore it, or start over with npm run demo -- --reset.`)
}

/** A state folder of an earlier version lacks some. Nothing was signed or sealed with them yet. */
function completed(
  file: string,
  secrets: Omit<Secrets, 'masterKey' | 'requestStateSecrets'> & Partial<Secrets>,
): Secrets {
  const made = { requestStateSecrets: requestStateSecrets(), masterKey: password() }
  const complete: Secrets = { ...made, ...secrets }
  if (secrets.requestStateSecrets && secrets.masterKey) return complete
  writeFileSync(file, `${JSON.stringify(complete, null, 2)}\n`)
  return complete
}

/**
 * The secrets of this state folder: made on the first start, read afterwards, readable by the owner only.
 *
 * @throws PlainError when the file is damaged
 */
export async function loadSecrets(directory: string): Promise<Secrets> {
  const file = join(directory, 'secrets.json')
  if (existsSync(file)) return readSecrets(file)
  const secrets: Secrets = {
    sessionSecret: password(),
    masterKey: password(),
    databasePasswords: {
      admin: password(),
      web: password(),
      weather: password(),
      calendar: password(),
      tasks: password(),
    },
    apiKeys: { weather: (await newApiKey()).key, teamCalendar: (await newApiKey()).key },
    requestStateSecrets: requestStateSecrets(),
  }
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
  return secrets
}
