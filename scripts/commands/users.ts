import { alignColumns } from '../keys/align-columns.ts'
import { PlainError, reportError } from '../system/plain-error.ts'
import { wantedPorts } from '../system/ports.ts'
import { readOptions } from '../system/read-options.ts'
import { runningSystem, stateDirectory } from '../system/state-folder.ts'
import type { PasswordLink, UserDesk } from '../system/user-desk.ts'

const HELP = `npm run users -- <command>

People who can sign in, for the operator. Works on the demo's database, whether the demo is running or not.

  list
  add --email dave@example.com --name Dave      prints a link: by it Dave chooses a password, once, within a day
  reset --email dave@example.com
         the same for somebody who forgot theirs, or whose password others know: it works no more, and their sessions end,
         both at once. Passkeys, programs and accounts elsewhere end when the link is followed
  remove --email dave@example.com               at once; what they own at the servers stays there, and nobody reaches it

  --json   one line of JSON instead of text
`

const options = {
  email: { type: 'string', default: '' },
  name: { type: 'string', default: '' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

interface Order {
  email: string
  name: string
}

const commands = {
  async list(desk: UserDesk) {
    const json = await desk.list()
    const lines = json.map(({ id, email, role, createdAt, name }) => [id, email, role, createdAt.toISOString(), name])
    return { json, text: alignColumns([['id', 'email', 'role', 'since', 'name'], ...lines]) }
  },
  async add(desk: UserDesk, order: Order) {
    return withLink(await desk.add(order))
  },
  async reset(desk: UserDesk, { email }: Order) {
    return withLink(await desk.reset(email))
  },
  async remove(desk: UserDesk, { email }: Order) {
    const json = await desk.remove(email)
    return { json, text: `${json.email} is removed, and refused from the next request on.` }
  },
}

function withLink(json: PasswordLink) {
  return { json, text: `${json.link}\n\nFor ${json.email}. It works once, for a day, and is not shown again.` }
}

async function main(): Promise<void> {
  const { values, positionals } = readOptions('npm run users --', { options, allowPositionals: true })
  const [name, surplus] = positionals
  if (values.help || !name) return void process.stdout.write(HELP)
  if (!Object.hasOwn(commands, name)) {
    throw new PlainError(`There is no command ${name}. npm run users -- --help shows all.`)
  }
  if (surplus) throw new PlainError(`${name} takes no ${surplus}. npm run users -- --help shows an example.`)
  const command = commands[name as keyof typeof commands]
  const web = runningSystem(stateDirectory())?.web ?? `http://localhost:${wantedPorts().web}`

  const { answerWithDesk } = await import('../keys/answer-with-desk.ts')
  const { openUserDesk } = await import('../system/user-desk.ts')
  await answerWithDesk({
    open: (url) => openUserDesk(url, web),
    isJson: values.json,
    work: (desk) => command(desk, values),
  })
}

await main().catch(reportError)
