import { alignColumns } from '../keys/align-columns.ts'
import { PlainError, reportError } from '../system/plain-error.ts'
import { readOptions } from '../system/read-options.ts'
import { stateDirectory } from '../system/state-folder.ts'

const HELP = `npm run signing-keys -- <command>

Keys with which the authorization server signs. Works on the demo's database, whether the demo is running or not,
or on the one that DATABASE_URL_WEB names. A key that signs for a month is followed by the next one by itself.

  list
  rotate             publishes a new key now. It signs in 11 minutes, when every server has it; nothing fails meanwhile
  rotate --at-once   after a theft: the new key signs now, and the others are worth nothing. A server that knows them
                     already accepts them for ten minutes more, unless it is restarted; tokens in use are replaced
                     within five minutes
  reveal             prints the private keys. For the attack suite, which shows what a thief of them could and could not do

  --json   one line of JSON instead of text
`

const ROTATED = 'A new key is published. There is nothing else to do.\n\n'
const REPLACED =
  'The new key signs now. Restart the servers: one that knows the old keys accepts what a thief signs for ten minutes more.\n\n'

const options = {
  'at-once': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

const commands = ['list', 'rotate', 'reveal']

/** What the audit says of those that are written down. */
const reasons: Record<string, string> = { rotate: 'signing_key_made', reveal: 'signing_keys_revealed' }

async function main(): Promise<void> {
  const { values, positionals } = readOptions('npm run signing-keys --', { options, allowPositionals: true })
  const [command, surplus] = positionals
  if (values.help || !command) return void process.stdout.write(HELP)
  if (!commands.includes(command)) {
    throw new PlainError(`There is no command ${command}. npm run signing-keys -- --help shows all.`)
  }
  if (values['at-once'] && command !== 'rotate') throw new PlainError(`${command} takes no --at-once.`)
  if (surplus) throw new PlainError(`${command} takes no ${surplus}. npm run signing-keys -- --help shows an example.`)

  const { openDatabase, openSigningKeys } = await import('@chaperone/db')
  const { deskMasterKey, withDeskDatabase } = await import('../system/desk-database.ts')
  const { openOperatorAudit } = await import('../system/operator-audit.ts')
  const directory = stateDirectory()
  await withDeskDatabase(directory, async (url) => {
    const database = openDatabase(url, { role: 'web', connections: 1 })
    try {
      const keys = openSigningKeys(database, await deskMasterKey(directory))
      if (command === 'rotate') await keys.rotate({ atOnce: values['at-once'] })
      if (command === 'rotate' && !values.json) process.stderr.write(values['at-once'] ? REPLACED : ROTATED)
      const reason = reasons[command]
      if (reason) await openOperatorAudit(database)({ server: 'authorization-server', reason })
      const answer = command === 'reveal' ? { keys: await keys.current() } : await keys.list()
      process.stdout.write(`${values.json || !Array.isArray(answer) ? JSON.stringify(answer) : asText(answer)}\n`)
    } finally {
      await database.close()
    }
  })
}

function asText(rows: readonly { kid: string; signsFrom: Date; retiresAt: Date | null }[]): string {
  if (rows.length === 0) return 'No keys yet. The first one is made when it is needed.'
  const lines = rows.map(({ kid, signsFrom, retiresAt }) => [
    kid,
    signsFrom.toISOString(),
    retiresAt ? (retiresAt < new Date() ? 'ended' : retiresAt.toISOString()) : 'until it is replaced',
  ])
  return alignColumns([['kid', 'signs from', 'published until'], ...lines])
}

await main().catch(reportError)
