import { randomUUID } from 'node:crypto'
import { send, type Target, type UserOffice } from '@chaperone/attack-suite'
import { runCommand } from './run-command.ts'

/** The operator at the command line, with `npm run users`, and the people who follow the links. */
export function userOfficeOf(target: Target): UserOffice {
  const run = <T>(...args: string[]) => runCommand<T>(target, 'users', ...args)
  return {
    async add() {
      const { email, link } = await run<{ email: string; link: string }>('add', ...newPerson())
      const password = `${randomUUID()} of Dave`
      await choosePassword(target, link, password)
      return { email, password }
    },
    invite: () => run('add', ...newPerson()),
    reset: (email) => run('reset', '--email', email),
    remove: async (email) => void (await run('remove', '--email', email)),
  }
}

function newPerson(): string[] {
  return ['--email', `dave-${randomUUID()}@example.com`, '--name', 'Dave']
}

async function choosePassword({ web }: Target, link: string, next: string): Promise<void> {
  const token = new URL(link).searchParams.get('link') ?? ''
  const { status, headers } = await send({
    method: 'POST',
    url: `${web}/set-password/save`,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: web },
    body: new URLSearchParams({ link: token, next }).toString(),
  })
  if (headers.location !== '/login') throw new Error(`The link did not work: ${status}`)
}
