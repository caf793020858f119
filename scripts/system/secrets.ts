import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newApiKey, type ServerName } from '@chaperone/contracts'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose'
import { PlainError } from './plain-error.ts'

export interface Secrets {
  sessionSecret: string
  /** Private JWKS of the authorization server. */
  signingKeys: { keys: JWK[] }
  databasePasswords: Record<'admin' | 'web' | 'weather' | 'calendar' | 'tasks', string>
  apiKeys: { weather: string; teamCalendar: string }
  /** Signs what a server's tools ask back; each server has its own. */
  requestStateSecrets: Record<ServerName, string>
}

function password(): string {
  return randomBytes(24).toString('base64url')
}

async function signingKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  const key = await exportJWK(privateKey)
  return { ...key, kid: await calculateJwkThumbprint(key), use: 'sig', alg: 'ES256' }
}

function requestStateSecrets(): Secrets['requestStateSecrets'] {
  return { weather: password(), calendar: password(), tasks: password() }
}

function readSecrets(file: string): Secrets {
  try {
    chmodSync(file, 0o600)
    const secrets = JSON.parse(readFileSync(file, 'utf8')) as Secrets
    if (secrets.sessionSecret && secrets.signingKeys.keys[0]?.d && secrets.databasePasswords.admin) {
      return withRequestStateSecrets(file, secrets)
    }
  } catch {
    // Not JSON, or not ours: the same advice.
  }
  throw new PlainError(`${file} is damaged. Restore it, or start over with npm run demo -- --reset.`)
}

/** A state folder of an earlier version lacks these. Nothing was signed with them yet. */
function withRequestStateSecrets(file: string, secrets: Secrets): Secrets {
  if (secrets.requestStateSecrets) return secrets
  const complete = { ...secrets, requestStateSecrets: requestStateSecrets() }
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
    signingKeys: { keys: [await signingKey()] },
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
