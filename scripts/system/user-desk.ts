import { randomBytes } from 'node:crypto'
import { lineSchema, newId, resourceScopes } from '@chaperone/contracts'
import { openDatabase } from '@chaperone/db'
import { hash } from '@node-rs/argon2'
import { z } from 'zod'
import { PlainError } from './plain-error.ts'

const PASSWORD_BYTES = 18

export interface UserDesk {
  /** A person with all scopes and a password that is shown once, to be changed on the account page. @throws PlainError */
  add(order: { email: string; name: string }): Promise<{ id: string; email: string; password: string }>
  list(): Promise<{ id: string; email: string; name: string; role: string; createdAt: Date }[]>
  close(): Promise<void>
}

/** What the operator does with the people who can sign in. `url`: signed in as the web app's role. */
export function openUserDesk(url: string): UserDesk {
  const database = openDatabase(url, { role: 'web', connections: 1 })
  const { user: users } = database.unowned
  return {
    async add(order) {
      const email = z.email().max(254).safeParse(order.email.trim().toLowerCase())
      const name = lineSchema(60).safeParse(order.name)
      if (!email.success)
        throw new PlainError(`--email takes an address such as dave@example.com, and not ${order.email || 'nothing'}.`)
      if (!name.success) throw new PlainError('--name is required, of at most 60 characters.')
      if (await users.findUnique({ where: { email: email.data } })) {
        throw new PlainError(`${email.data} has an account already.`)
      }
      const id = newId('user')
      const password = randomBytes(PASSWORD_BYTES).toString('base64url')
      const scopeAssignments = Object.entries(resourceScopes).map(([resource, scopes]) => ({
        userId: id,
        resource,
        scopes: [...scopes],
      }))
      await users.create({ data: { id, email: email.data, name: name.data, passwordHash: await hash(password) } })
      await database.unowned.scopeAssignment.createMany({ data: scopeAssignments })
      return { id, email: email.data, password }
    },
    list: () => users.findMany({ orderBy: { createdAt: 'asc' }, omit: { passwordHash: true } }),
    close: () => database.close(),
  }
}
