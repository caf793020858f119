import { alignColumns } from '../keys/align-columns.ts'
import { type Command, runDeskCommand } from '../keys/desk-command.ts'
import { reportError } from '../system/plain-error.ts'
import type { SigningKeyDesk } from '../system/signing-key-desk.ts'
import { stateDirectory } from '../system/state-folder.ts'

const HELP = `npm run signing-keys -- <command>

Keys with which the authorization server signs. Works on the demo's database, whether the demo is running or not, or on
the one that DATABASE_URL_WEB names. A key that signs for a month is followed by the next one by itself.

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

const options = { 'at-once': { type: 'boolean', default: false } } as const

const commands: Record<string, Command<SigningKeyDesk, typeof options>> = {
  list: {
    async run(desk) {
      const json = await desk.list()
      return { json, text: tableOf(json) }
    },
  },
  rotate: {
    takes: ['at-once'],
    async run(desk, { values }) {
      const atOnce = values['at-once']
      const json = await desk.rotate({ atOnce })
      return { json, text: `${atOnce ? REPLACED : ROTATED}${tableOf(json)}` }
    },
  },
  reveal: {
    async run(desk) {
      const json = { keys: await desk.reveal() }
      return { json, text: JSON.stringify(json) }
    },
  },
}

function tableOf(rows: Awaited<ReturnType<SigningKeyDesk['list']>>): string {
  if (rows.length === 0) return 'No keys yet. The first one is made when it is needed.'
  const lines = rows.map(({ kid, signsFrom, retiresAt }) => [
    kid,
    signsFrom.toISOString(),
    retiresAt ? (retiresAt < new Date() ? 'ended' : retiresAt.toISOString()) : 'until it is replaced',
  ])
  return alignColumns([['kid', 'signs from', 'published until'], ...lines])
}

async function open(url: string): Promise<SigningKeyDesk> {
  const { openSigningKeyDesk } = await import('../system/signing-key-desk.ts')
  const { deskMasterKey } = await import('../system/desk-database.ts')
  return openSigningKeyDesk(url, await deskMasterKey(stateDirectory()))
}

await runDeskCommand({ name: 'signing-keys', help: HELP, options, commands, open }).catch(reportError)
