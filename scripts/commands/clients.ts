import { readFileSync } from 'node:fs'
import type { parseArgs } from 'node:util'
import { alignColumns } from '../keys/align-columns.ts'
import type { Answer } from '../keys/answer-with-desk.ts'
import type { ClientDesk, MadeClient } from '../system/client-desk.ts'
import { PlainError, reportError } from '../system/plain-error.ts'
import { readOptions } from '../system/read-options.ts'

const HELP = `npm run clients -- <command>

Clients of the authorization server, for its operator. Works on the demo's database, whether the demo is running or not.
Programs that publish a client id metadata document need no registration.

  list
  add --name "My agent" --redirect https://agent.example/callback [--redirect …] [--key public.jwk.json]
         a program that asks people for access. With --key it proves that key (private_key_jwt); else it is a public client.
         Of an address on this machine the port is free; localhost is another address than 127.0.0.1
  add-machine --name "Nightly report" --server calendar --scopes "calendar:read" [--key public.jwk.json]
         a program that acts for itself (client credentials), as a service account with rows of its own.
         Without --key it gets a new one, whose private half is printed once and kept nowhere
  remove <client id>                           its tokens are refused from the next request on
  block <client id>
         no client for anybody any more, also one that describes itself; its tokens are refused from the next request on
  unblock <client id>                          people can allow it something again

  --json   one line of JSON instead of text
`

const options = {
  name: { type: 'string', default: '' },
  redirect: { type: 'string', multiple: true },
  server: { type: 'string', default: '' },
  scopes: { type: 'string', default: '' },
  key: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

/** The options that each command takes. */
const own: Record<string, readonly (keyof typeof options)[]> = {
  add: ['name', 'redirect', 'key'],
  'add-machine': ['name', 'server', 'scopes', 'key'],
}

/** The commands that name a client. */
const aboutOne = ['remove', 'block', 'unblock']

type Values = ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>['values']

type Action = (desk: ClientDesk, id: string, values: Values) => Promise<Answer>

const actions: Record<string, Action> = {
  async list(desk) {
    const { COMMAND_LINE_CLIENT_ID } = await import('@chaperone/contracts')
    const all = await desk.list()
    const lines = all.map(({ id, kind, name, createdAt, blockedAt }) => [
      id,
      kind,
      createdAt?.toISOString() ?? '–',
      name ?? 'not registered here',
      blockedAt ? `since ${blockedAt.toISOString()}` : '',
    ])
    const builtIn = [COMMAND_LINE_CLIENT_ID, 'people', 'built in', 'Chaperone command line', '']
    return { text: alignColumns([['id', 'for', 'since', 'name', 'blocked'], builtIn, ...lines]), json: all }
  },
  async add(desk, _id, { name, redirect, key }) {
    return shown(await desk.add({ name, redirectUris: redirect ?? [], key: keyIn(key) }))
  },
  async 'add-machine'(desk, _id, { name, server, scopes, key }) {
    const wanted = scopes.split(/[ ,]+/).filter(Boolean)
    return shown(await desk.addMachine({ name, server, scopes: wanted, key: keyIn(key) }))
  },
  async remove(desk, id) {
    await desk.remove(id)
    return { text: `${id} is removed.`, json: { id, isRemoved: true } }
  },
  async block(desk, id) {
    await desk.block(id)
    return { text: `${id} is blocked.`, json: { id, isBlocked: true } }
  },
  async unblock(desk, id) {
    await desk.unblock(id)
    return { text: `${id} is not blocked any more.`, json: { id, isBlocked: false } }
  },
}

function shown(made: MadeClient): Answer {
  const use = 'It is the client_id. docs/operations.md shows how to get a token with it.'
  const key = made.privateKey ? `\n\n${JSON.stringify(made.privateKey)}\n\nThe private key is not shown again.` : ''
  return { text: `${made.id}${key}\n${use}`, json: made }
}

/** @throws PlainError when the file cannot be read, or is no JSON */
function keyIn(file: string | undefined): Record<string, string> | undefined {
  if (file === undefined) return undefined
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>
  } catch {
    throw new PlainError(`${file} holds no key: one public JWK as JSON is needed.`)
  }
}

async function main(): Promise<void> {
  const { values, positionals } = readOptions('npm run clients --', { options, allowPositionals: true })
  const [command, id = '', surplus] = positionals
  if (values.help || !command) return void process.stdout.write(HELP)
  const action = Object.hasOwn(actions, command) ? actions[command] : undefined
  if (!action) throw new PlainError(`There is no command ${command}. npm run clients -- --help shows all.`)
  const namesOne = aboutOne.includes(command)
  if (namesOne && !id) throw new PlainError(`${command} needs the id of a client. npm run clients -- list shows all.`)
  const unexpected = namesOne ? surplus : id
  if (unexpected) throw new PlainError(`${command} takes no ${unexpected}. npm run clients -- --help shows an example.`)

  const given = (['name', 'redirect', 'server', 'scopes', 'key'] as const).filter((name) => values[name]?.length)
  const ignored = given.find((name) => !own[command]?.includes(name))
  if (ignored) throw new PlainError(`${command} takes no --${ignored}. npm run clients -- --help shows an example.`)

  const { answerWithDesk } = await import('../keys/answer-with-desk.ts')
  const { openClientDesk: open } = await import('../system/client-desk.ts')
  await answerWithDesk({ open, isJson: values.json, work: (desk) => action(desk, id, values) })
}

await main().catch(reportError)
