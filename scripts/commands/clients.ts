import { readFileSync } from 'node:fs'
import { alignColumns } from '../keys/align-columns.ts'
import type { Answer } from '../keys/answer-with-desk.ts'
import { type Command, runDeskCommand } from '../keys/desk-command.ts'
import type { ClientDesk, MadeClient } from '../system/client-desk.ts'
import { PlainError, reportError } from '../system/plain-error.ts'

const HELP = `npm run clients -- <command>

Clients of the authorization server, for its operator. Works on the demo's database, whether the demo is running or not,
or on the one that DATABASE_URL_WEB names. Programs that publish a client id metadata document need no registration.

  list
  add --name "My agent" --redirect https://agent.example/callback [--redirect …] [--key public.jwk.json]
         a program that asks people for access. With --key it proves that key (private_key_jwt); else it is a public client.
         Of an address on this machine the port is free; localhost is another address than 127.0.0.1
  add-machine --name "Nightly report" --server calendar --scopes "calendar:read" [--key public.jwk.json]
         a program that acts for itself (client credentials), as a service account with rows of its own.
         Without --key it gets a new one, whose private half is printed once and kept nowhere
  remove <client id>                           its tokens are refused from the next request on
  block <client id>
         no client for anybody any more, also one that describes itself; its tokens are refused from the next request on.
         An address is blocked with any query; https://agent.example/ blocks every document of that site
  unblock <client id>                          people can allow it something again

  --json   one line of JSON instead of text
`

const options = {
  name: { type: 'string', default: '' },
  redirect: { type: 'string', multiple: true },
  server: { type: 'string', default: '' },
  scopes: { type: 'string', default: '' },
  key: { type: 'string' },
} as const

const ID = 'the id of a client'

const commands: Record<string, Command<ClientDesk, typeof options>> = {
  list: {
    async run(desk) {
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
  },
  add: {
    takes: ['name', 'redirect', 'key'],
    async run(desk, { values: { name, redirect, key } }) {
      const made = await desk.add({ name, redirectUris: redirect ?? [], key: keyIn(key) })
      return shown(made, 'The page /connections shows what to do with it.')
    },
  },
  'add-machine': {
    takes: ['name', 'server', 'scopes', 'key'],
    async run(desk, { values: { name, server, scopes, key } }) {
      const wanted = scopes.split(/[ ,]+/).filter(Boolean)
      const made = await desk.addMachine({ name, server, scopes: wanted, key: keyIn(key) })
      return shown(made, 'docs/operations.md shows how to get a token with it.')
    },
  },
  remove: {
    argument: ID,
    async run(desk, { argument: id }) {
      await desk.remove(id)
      return { text: `${id} is removed.`, json: { id, isRemoved: true } }
    },
  },
  block: {
    argument: ID,
    async run(desk, { argument: id }) {
      const name = await desk.block(id)
      return { text: `${name} is blocked.`, json: { id: name, isBlocked: true } }
    },
  },
  unblock: {
    argument: ID,
    async run(desk, { argument: id }) {
      await desk.unblock(id)
      return { text: `${id} is not blocked any more.`, json: { id, isBlocked: false } }
    },
  },
}

function shown(made: MadeClient, use: string): Answer {
  const key = made.privateKey ? `\n\n${JSON.stringify(made.privateKey)}\n\nThe private key is not shown again.` : ''
  return { text: `${made.id}${key}\nIt is the client_id. ${use}`, json: made }
}

/** @throws PlainError when the file cannot be read, or is no JSON */
function keyIn(file: string | undefined): Record<string, string> | undefined {
  if (file === undefined) return undefined
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code) throw new PlainError(`${file} cannot be read (${code}): --key takes a file with one public JWK.`)
    throw new PlainError(`${file} holds no key: one public JWK as JSON is needed.`)
  }
}

async function open(url: string): Promise<ClientDesk> {
  const { openClientDesk } = await import('../system/client-desk.ts')
  return openClientDesk(url)
}

await runDeskCommand({ name: 'clients', help: HELP, options, commands, open }).catch(reportError)
