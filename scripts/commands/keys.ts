import type { parseArgs } from 'node:util'
import { alignColumns } from '../keys/align-columns.ts'
import type { Answer } from '../keys/answer-with-desk.ts'
import { wholeNumber } from '../keys/whole-number.ts'
import type { KeyDesk } from '../system/key-desk.ts'
import { PlainError, reportError } from '../system/plain-error.ts'
import { readOptions } from '../system/read-options.ts'

const HELP = `npm run keys -- <command>

API keys, for the owner of a server. Works on the demo's database, whether the demo is running or not.

  list
  create --server weather --scopes "weather:read" [--account svc_host] [--client my-client] [--days 90]
         for 1 to 365 days; prints the key once; only its hash is kept. It acts as the service account, never as a person
  rotate <key id> [--days 90] [--overlap-seconds 3600]
         a new key, which lives as long as the old one was made for, or as --days says; the old one ends after the overlap
  revoke <key id>                              refused from the next request on

  --json   one line of JSON instead of text
`

const DAY_SECONDS = 86_400

const options = {
  server: { type: 'string', default: '' },
  scopes: { type: 'string', default: '' },
  account: { type: 'string', default: 'svc_host' },
  client: { type: 'string', default: 'my-client' },
  days: { type: 'string' },
  'expires-in-seconds': { type: 'string' },
  'overlap-seconds': { type: 'string', default: '3600' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

type Values = ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>['values']

/** Of the new key; undefined when no option names one. */
async function lifetimeSeconds({ days, 'expires-in-seconds': seconds }: Values): Promise<number | undefined> {
  const { MAX_API_KEY_DAYS } = await import('@chaperone/contracts')
  if (seconds !== undefined)
    return wholeNumber('expires-in-seconds', seconds, { from: 1, to: MAX_API_KEY_DAYS * DAY_SECONDS })
  return days === undefined ? undefined : wholeNumber('days', days, { from: 1, to: MAX_API_KEY_DAYS }) * DAY_SECONDS
}

type Action = (desk: KeyDesk, id: string, values: Values) => Promise<Answer>

const actions: Record<string, Action> = {
  async list(desk) {
    const keys = (await desk.list()).map(({ hash: _notShown, ...key }) => key)
    const lines = keys.map(({ id, server, serviceAccountId, clientId, scopes, expiresAt, revokedAt, lastUsedAt }) => {
      const state = revokedAt ? 'revoked' : expiresAt < new Date() ? 'expired' : `until ${expiresAt.toISOString()}`
      return [id, server, serviceAccountId, clientId, scopes.join(' '), state, lastUsedAt?.toISOString() ?? 'never']
    })
    const head = ['id', 'server', 'account', 'client', 'scopes', 'state', 'last used']
    return { text: lines.length > 0 ? alignColumns([head, ...lines]) : 'No keys.', json: keys }
  },
  async create(desk, _id, values) {
    const made = await desk.create({
      server: values.server,
      scopes: values.scopes.split(/[ ,]+/).filter(Boolean),
      serviceAccountId: values.account,
      clientId: values.client,
      expiresInSeconds: await lifetimeSeconds(values),
    })
    const text = `${made.key}\n\n${made.id}, until ${made.expiresAt.toISOString()}. The key is not shown again.`
    return { text, json: made }
  },
  async rotate(desk, id, values) {
    const range = { from: 0, to: 30 * DAY_SECONDS }
    const overlapSeconds = wholeNumber('overlap-seconds', values['overlap-seconds'], range)
    const made = await desk.rotate(id, { overlapSeconds, expiresInSeconds: await lifetimeSeconds(values) })
    return { text: `${made.key}\n\n${made.id} replaces ${id}. The key is not shown again.`, json: made }
  },
  async revoke(desk, id) {
    await desk.revoke(id)
    return { text: `${id} is revoked.`, json: { id, isRevoked: true } }
  },
}

async function main(): Promise<void> {
  const { values, positionals } = readOptions('npm run keys --', { options, allowPositionals: true })
  const [command, id = '', surplus] = positionals
  if (values.help || !command) return void process.stdout.write(HELP)
  const action = Object.hasOwn(actions, command) ? actions[command] : undefined
  if (!action) throw new PlainError(`There is no command ${command}. npm run keys -- --help shows all.`)
  const needsId = command === 'rotate' || command === 'revoke'
  if (needsId && !id) throw new PlainError(`${command} needs the id of a key. npm run keys -- list shows all.`)
  const unexpected = needsId ? surplus : id
  if (unexpected) throw new PlainError(`${command} takes no ${unexpected}. npm run keys -- --help shows an example.`)

  const { answerWithDesk } = await import('../keys/answer-with-desk.ts')
  const { openKeyDesk: open } = await import('../system/key-desk.ts')
  await answerWithDesk({ open, isJson: values.json, work: (desk) => action(desk, id, values) })
}

await main().catch(reportError)
