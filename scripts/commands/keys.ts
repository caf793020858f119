import { alignColumns } from '../keys/align-columns.ts'
import { type Command, runDeskCommand, type ValuesOf } from '../keys/desk-command.ts'
import { wholeNumber } from '../keys/whole-number.ts'
import type { CommandKeyDesk } from '../system/key-desk.ts'
import { reportError } from '../system/plain-error.ts'

const HELP = `npm run keys -- <command>

API keys, for the owner of a server. Works on the demo's database, whether the demo is running or not, or
on the one that DATABASE_URL_WEB names.

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
} as const

type Values = ValuesOf<typeof options>

/** Of the new key; undefined when no option names one. */
async function lifetimeSeconds({ days, 'expires-in-seconds': seconds }: Values): Promise<number | undefined> {
  const { MAX_API_KEY_DAYS } = await import('@chaperone/contracts')
  if (seconds !== undefined)
    return wholeNumber('expires-in-seconds', seconds, { from: 1, to: MAX_API_KEY_DAYS * DAY_SECONDS })
  return days === undefined ? undefined : wholeNumber('days', days, { from: 1, to: MAX_API_KEY_DAYS }) * DAY_SECONDS
}

const lifetime = ['days', 'expires-in-seconds'] as const

const commands: Record<string, Command<CommandKeyDesk, typeof options>> = {
  list: {
    async run(desk) {
      const keys = await desk.list()
      const lines = keys.map(({ id, server, serviceAccountId, clientId, scopes, expiresAt, revokedAt, lastUsedAt }) => {
        const state = revokedAt ? 'revoked' : expiresAt < new Date() ? 'expired' : `until ${expiresAt.toISOString()}`
        return [id, server, serviceAccountId, clientId, scopes.join(' '), state, lastUsedAt?.toISOString() ?? 'never']
      })
      const head = ['id', 'server', 'account', 'client', 'scopes', 'state', 'last used']
      return { text: lines.length > 0 ? alignColumns([head, ...lines]) : 'No keys.', json: keys }
    },
  },
  create: {
    takes: ['server', 'scopes', 'account', 'client', ...lifetime],
    async run(desk, { values }) {
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
  },
  rotate: {
    argument: 'the id of a key',
    takes: ['overlap-seconds', ...lifetime],
    async run(desk, { argument: id, values }) {
      const { MAX_KEY_OVERLAP_SECONDS } = await import('@chaperone/contracts')
      const range = { from: 0, to: MAX_KEY_OVERLAP_SECONDS }
      const overlapSeconds = wholeNumber('overlap-seconds', values['overlap-seconds'], range)
      const made = await desk.rotate(id, { overlapSeconds, expiresInSeconds: await lifetimeSeconds(values) })
      return { text: `${made.key}\n\n${made.id} replaces ${id}. The key is not shown again.`, json: made }
    },
  },
  revoke: {
    argument: 'the id of a key',
    async run(desk, { argument: id }) {
      await desk.revoke(id)
      return { text: `${id} is revoked.`, json: { id, isRevoked: true } }
    },
  },
}

async function open(url: string): Promise<CommandKeyDesk> {
  const { openCommandKeyDesk } = await import('../system/key-desk.ts')
  return openCommandKeyDesk(url)
}

await runDeskCommand({ name: 'keys', help: HELP, options, commands, open }).catch(reportError)
