import { alignColumns } from '../keys/align-columns.ts'
import type { Answer } from '../keys/answer-with-desk.ts'
import { type Command, runDeskCommand } from '../keys/desk-command.ts'
import { reportError } from '../system/plain-error.ts'
import { stateDirectory } from '../system/state-folder.ts'
import type { ListedUser, PasswordLink, UserDesk } from '../system/user-desk.ts'

const HELP = `npm run users -- <command>

People who can sign in, for the operator. Works on the demo's database, whether the demo is running or not, or on the one
that DATABASE_URL_WEB names.

  list
  add --email dave@example.com --name Dave      prints a link: by it Dave chooses a password, once, within a day
  reset --email dave@example.com
         the same for somebody who forgot theirs, or whose password others know: it works no more, and their sessions end,
         both at once. Passkeys, programs and accounts elsewhere end when the link is followed
  sign-out --email dave@example.com
         for an account that somebody else got into: at once, every session, program and passkey of it ends, and its
         password too. Its rows stay. reset makes a link for the person
  remove --email dave@example.com               at once; what they own at the servers stays there, and nobody reaches it

  --json   one line of JSON instead of text
`

const options = {
  email: { type: 'string', default: '' },
  name: { type: 'string', default: '' },
} as const

const commands: Record<string, Command<UserDesk, typeof options>> = {
  list: {
    async run(desk) {
      const json = await desk.list()
      const lines = json.map((user) => [
        ...[user.id, user.email, user.role, user.createdAt.toISOString(), passwordOf(user), user.name],
      ])
      return { json, text: alignColumns([['id', 'email', 'role', 'since', 'password', 'name'], ...lines]) }
    },
  },
  add: {
    takes: ['email', 'name'],
    run: async (desk, { values }) => withLink(await desk.add(values)),
  },
  reset: {
    takes: ['email'],
    run: async (desk, { values }) => withLink(await desk.reset(values.email)),
  },
  'sign-out': {
    takes: ['email'],
    async run(desk, { values }) {
      const json = await desk.signOut(values.email)
      const next = `npm run users -- reset --email ${json.email} makes a link for the person.`
      return { json, text: `${json.email} is signed out everywhere, and has no password any more. ${next}` }
    },
  },
  remove: {
    takes: ['email'],
    async run(desk, { values }) {
      const json = await desk.remove(values.email)
      return { json, text: `${json.email} is removed, and refused from the next request on.` }
    },
  },
}

function passwordOf({ hasPassword, linkUntil }: ListedUser): string {
  const link = linkUntil ? `link until ${linkUntil.toISOString()}` : ''
  return hasPassword ? ['set', link].filter(Boolean).join(', ') : link || 'none'
}

function withLink(json: PasswordLink): Answer {
  return { json, text: `${json.link}\n\nFor ${json.email}. It works once, for a day, and is not shown again.` }
}

async function open(url: string): Promise<UserDesk> {
  const { openUserDesk } = await import('../system/user-desk.ts')
  const { webOrigin } = await import('../system/web-origin.ts')
  return openUserDesk(url, webOrigin(stateDirectory()))
}

await runDeskCommand({ name: 'users', help: HELP, options, commands, open }).catch(reportError)
