import { randomUUID } from 'node:crypto'
import { send, type Target, type UserOffice } from '@chaperone/attack-suite'
import { openUserDesk, type UserDesk } from '../../scripts/system/user-desk.ts'
import { atDesk } from './at-desk.ts'

/** The operator, and the people who follow the links. */
export function userOfficeOf(target: Target): UserOffice {
  const open = (url: string) => openUserDesk(url, target.web)
  const at = <Result>(work: (desk: UserDesk) => Promise<Result>) => atDesk(target, open, work)
  const invite = () => at((desk) => desk.add({ email: `dave-${randomUUID()}@example.com`, name: 'Dave' }))
  return {
    async add() {
      const { email, link } = await invite()
      const password = `${randomUUID()} of Dave`
      await choosePassword(target, link, password)
      return { email, password }
    },
    invite,
    reset: (email) => at((desk) => desk.reset(email)),
    remove: async (email) => void (await at((desk) => desk.remove(email))),
  }
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
