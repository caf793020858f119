import { parseArgs } from 'node:util'
import type { KeyDesk } from '../system/key-desk.ts'
import { PlainError, reportError } from '../system/plain-error.ts'
import { stateDirectory } from '../system/state-folder.ts'

const HELP = `npm run keys -- <command>

API keys, for the owner of a server. Works on the demo's database, whether the demo is running or not.

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

function seconds(name: string, text: string): number {
  const value = Number(text)
  if (Number.isFinite(value)) return value
  throw new PlainError(`--${name} takes a number.`)
}

type Values = ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>['values']
interface Answer {
  text: string
  json: unknown
}
type Action = (desk: KeyDesk, id: string, values: Values) => Promise<Answer>

const actions: Record<string, Action> = {
  async list(desk) {
    const keys = (await desk.list()).map(({ hash: _notShown, ...key }) => key)
    const lines = keys.map(({ id, server, clientId, scopes, expiresAt, revokedAt, lastUsedAt }) => {
      const state = revokedAt ? 'revoked' : expiresAt < new Date() ? 'expired' : `until ${expiresAt.toISOString()}`
      const use = lastUsedAt ? `last used ${lastUsedAt.toISOString()}` : 'never used'
      return `${id}  ${server.padEnd(8)}  ${clientId}  ${scopes.join(' ')}  ${state}  ${use}`
    })
    return { text: lines.join('\n') || 'No keys.', json: keys }
  },
  async create(desk, _id, values) {
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
    const text = `${made.key}\n\n${made.id}, until ${made.expiresAt.toISOString()}. The key is not shown again.`
    return { text, json: made }
  },
  async rotate(desk, id, values) {
    const made = await desk.rotate(id, seconds('overlap-seconds', values['overlap-seconds']))
    return { text: `${made.key}\n\n${made.id} replaces ${id}. The key is not shown again.`, json: made }
  },
  async revoke(desk, id) {
    await desk.revoke(id)
    return { text: `${id} is revoked.`, json: { id, isRevoked: true } }
  },
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options, allowPositionals: true, strict: true })
  const [command, id = ''] = positionals
  if (values.help || !command) return void process.stdout.write(HELP)
  const action = Object.hasOwn(actions, command) ? actions[command] : undefined
  if (!action) throw new PlainError(`There is no command ${command}. npm run keys -- --help shows all.`)

  const { openKeyDesk } = await import('../system/key-desk.ts')
  const { withDemoDatabase } = await import('../system/demo-database.ts')
  await withDemoDatabase(stateDirectory(), async (url) => {
    const desk = openKeyDesk(url)
    try {
      const { text, json } = await action(desk, id, values)
      process.stdout.write(values.json ? `${JSON.stringify(json)}\n` : `${text}\n`)
    } finally {
      await desk.close()
    }
  })
}

await main().catch((error: unknown) => {
  const isUsage = error instanceof TypeError && 'code' in error
  reportError(isUsage ? new PlainError(`${error.message} npm run keys -- --help shows all options.`) : error)
})
