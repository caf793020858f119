import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { PlainError, reportError } from '../system/plain-error.ts'
import { stateDirectory } from '../system/state-folder.ts'

const HELP = `npm run keys -- <command>

API keys, for the owner of a server. Uses the database of the running demo.

  list
  create --server weather --scopes "weather:read" [--account svc_host] [--client my-client] [--days 90]
         prints the key once; only its hash is kept
  rotate <key id> [--overlap-seconds 3600]     a new key; the old one ends after the overlap
  revoke <key id>                              refused from the next request on

  --json   one line of JSON instead of text
`

const options = {
  server: { type: 'string', default: '' },
  scopes: { type: 'string', default: '' },
  account: { type: 'string', default: 'svc_host' },
  client: { type: 'string', default: 'my-client' },
  days: { type: 'string', default: '90' },
  'expires-in-seconds': { type: 'string' },
  'overlap-seconds': { type: 'string', default: '3600' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

function databaseUrl(): string {
  try {
    return (JSON.parse(readFileSync(join(stateDirectory(), 'database.json'), 'utf8')) as { web: string }).web
  } catch {
    throw new PlainError('No demo is running here, so its database cannot be reached. Start it with npm run demo.')
  }
}

function seconds(name: string, text: string): number {
  const value = Number(text)
  if (Number.isFinite(value)) return value
  throw new PlainError(`--${name} takes a number.`)
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options, allowPositionals: true, strict: true })
  const [command, id = ''] = positionals
  if (values.help || !command) return void process.stdout.write(HELP)
  const { openKeyDesk } = await import('../system/key-desk.ts')
  const desk = openKeyDesk(databaseUrl())
  const print = (text: string, json: unknown) =>
    process.stdout.write(values.json ? `${JSON.stringify(json)}\n` : `${text}\n`)
  try {
    if (command === 'list') {
      const keys = (await desk.list()).map(({ hash: _notShown, ...key }) => key)
      const lines = keys.map(({ id, server, clientId, scopes, expiresAt, revokedAt }) => {
        const state = revokedAt ? 'revoked' : expiresAt < new Date() ? 'expired' : `until ${expiresAt.toISOString()}`
        return `${id}  ${server.padEnd(8)}  ${clientId}  ${scopes.join(' ')}  ${state}`
      })
      print(lines.join('\n') || 'No keys.', keys)
    } else if (command === 'create') {
      const expiresInSeconds = values['expires-in-seconds']
        ? seconds('expires-in-seconds', values['expires-in-seconds'])
        : seconds('days', values.days) * 86_400
      const made = await desk.create({
        server: values.server,
        scopes: values.scopes.split(/[ ,]+/).filter(Boolean),
        serviceAccountId: values.account,
        clientId: values.client,
        expiresInSeconds,
      })
      print(`${made.key}\n\n${made.id}, until ${made.expiresAt.toISOString()}. The key is not shown again.`, made)
    } else if (command === 'rotate') {
      const made = await desk.rotate(id, seconds('overlap-seconds', values['overlap-seconds']))
      print(`${made.key}\n\n${made.id} replaces ${id}. The key is not shown again.`, made)
    } else if (command === 'revoke') {
      await desk.revoke(id)
      print(`${id} is revoked.`, { id, isRevoked: true })
    } else {
      throw new PlainError(`There is no command ${command}. npm run keys -- --help shows all.`)
    }
  } finally {
    await desk.close()
  }
}

await main().catch((error: unknown) => {
  const isUsage = error instanceof TypeError && 'code' in error
  reportError(isUsage ? new PlainError(`${error.message} npm run keys -- --help shows all options.`) : error)
})
