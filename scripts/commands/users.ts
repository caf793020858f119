import { alignColumns } from '../keys/align-columns.ts'
import { PlainError, reportError } from '../system/plain-error.ts'
import { readOptions } from '../system/read-options.ts'

const HELP = `npm run users -- <command>

People who can sign in, for the operator. Works on the demo's database, whether the demo is running or not.

  list
  add --email dave@example.com --name Dave      with a password that is shown once; change it on the page /account

  --json   one line of JSON instead of text
`

const options = {
  email: { type: 'string', default: '' },
  name: { type: 'string', default: '' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

async function main(): Promise<void> {
  const { values, positionals } = readOptions('npm run users --', { options, allowPositionals: true })
  const [command, surplus] = positionals
  if (values.help || !command) return void process.stdout.write(HELP)
  if (command !== 'list' && command !== 'add') {
    throw new PlainError(`There is no command ${command}. npm run users -- --help shows all.`)
  }
  if (surplus) throw new PlainError(`${command} takes no ${surplus}. npm run users -- --help shows an example.`)

  const { answerWithDesk } = await import('../keys/answer-with-desk.ts')
  const { openUserDesk: open } = await import('../system/user-desk.ts')
  await answerWithDesk({
    open,
    isJson: values.json,
    async work(desk) {
      const json = command === 'add' ? await desk.add(values) : await desk.list()
      return { text: asText(json), json }
    },
  })
}

type Found = Awaited<ReturnType<import('../system/user-desk.ts').UserDesk['add' | 'list']>>

function asText(answer: Found): string {
  if (!Array.isArray(answer)) return `${answer.password}\n\n${answer.email}. The password is not shown again.`
  const lines = answer.map(({ id, email, role, createdAt, name }) => [id, email, role, createdAt.toISOString(), name])
  return alignColumns([['id', 'email', 'role', 'since', 'name'], ...lines])
}

await main().catch(reportError)
