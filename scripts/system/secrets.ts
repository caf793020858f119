import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newApiKey, type ServerName, serverNames } from '@chaperone/contracts'
import { PlainError } from './plain-error.ts'

export interface Secrets {
  sessionSecret: string
  /** Opens the signing keys in the database. */
  masterKey: string
  databasePasswords: Record<'admin' | 'web' | ServerName, string>
  apiKeys: { weather: string; teamCalendar: string }
  /** Signs what a server's tools ask back; each server has its own. */
  requestStateSecrets: Record<ServerName, string>
}

function password(): string {
  return randomBytes(24).toString('base64url')
}

async function newSecrets(): Promise<Secrets> {
  return {
    sessionSecret: password(),
    masterKey: password(),
    databasePasswords: { admin: password(), web: password(), ...forServers() },
    apiKeys: { weather: (await newApiKey()).key, teamCalendar: (await newApiKey()).key },
    requestStateSecrets: forServers(),
  }
}

function forServers(): Record<ServerName, string> {
  return Object.fromEntries(serverNames.map((name) => [name, password()])) as Record<ServerName, string>
}

function readSecrets(file: string): Partial<Secrets> & Pick<Secrets, 'databasePasswords'> {
  try {
    chmodSync(file, 0o600)
    const secrets = JSON.parse(readFileSync(file, 'utf8')) as Secrets
    if (secrets.sessionSecret && secrets.databasePasswords.admin) return secrets
  } catch {
    // Not JSON, or not ours: the same advice.
  }
  throw new PlainError(`${file} is damaged. Restore it, or start over with npm run demo -- --reset.`)
}

/**
 * The secrets of this state folder: made on the first start, read afterwards, readable by the owner only. A folder of an
 * earlier version, or of fewer servers, lacks some: those are made now, for nothing was signed or sealed with them yet.
 *
 * @throws PlainError when the file is damaged
 */
export async function loadSecrets(directory: string): Promise<Secrets> {
  const file = join(directory, 'secrets.json')
  const made = await newSecrets()
  if (!existsSync(file)) {
    writeFileSync(file, textOf(made), { mode: 0o600, flag: 'wx' })
    return made
  }
  const kept = readSecrets(file)
  const secrets: Secrets = {
    ...made,
    ...kept,
    databasePasswords: { ...made.databasePasswords, ...kept.databasePasswords },
    requestStateSecrets: { ...made.requestStateSecrets, ...kept.requestStateSecrets },
  }
  if (textOf(secrets).length !== textOf(kept).length) writeFileSync(file, textOf(secrets))
  return secrets
}

function textOf(secrets: Partial<Secrets>): string {
  return `${JSON.stringify(secrets, null, 2)}\n`
}
