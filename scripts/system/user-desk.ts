import { createHash, randomBytes } from 'node:crypto'
import { lineSchema, newId, PASSWORD_LINK_SECONDS, resourceScopes } from '@chaperone/contracts'
import { openDatabase, openRevocations, type Transaction } from '@chaperone/db'
import { z } from 'zod'
import { PlainError } from './plain-error.ts'

const TOKEN_BYTES = 32

/** A link by which a person chooses their password. Shown once. */
export interface PasswordLink {
  email: string
  link: string
}

export interface UserDesk {
  /** A person with all scopes, who chooses a password by the link. @throws PlainError */
  add(order: { email: string; name: string }): Promise<PasswordLink & { id: string }>
  /**
   * A link for somebody whose password is forgotten, or known to others: it is none from now on, and their sessions end
   * at once. A link that was made before is over. @throws PlainError
   */
  reset(email: string): Promise<PasswordLink>
  /** Ends what they could do here at once. What they own at the servers stays, and nobody reaches it. @throws PlainError */
  remove(email: string): Promise<{ id: string; email: string }>
  list(): Promise<{ id: string; email: string; name: string; role: string; createdAt: Date }[]>
  close(): Promise<void>
}

/** What the operator does with the people who can sign in. `url`: signed in as the web app's role. `web`: its origin. */
export function openUserDesk(url: string, web: string): UserDesk {
  const database = openDatabase(url, { role: 'web', connections: 1 })
  const revocations = openRevocations(database)
  const { user: users, webSession: sessions, oidcRecord: records } = database.unowned
  const { passkey, externalIdentity, passwordLink } = database.unowned

  async function linkFor(
    { id: userId, email }: { id: string; email: string },
    tx: Transaction = database.unowned,
  ): Promise<PasswordLink> {
    const token = randomBytes(TOKEN_BYTES).toString('base64url')
    const row = {
      tokenHash: createHash('sha256').update(token).digest('hex'),
      expiresAt: new Date(Date.now() + PASSWORD_LINK_SECONDS * 1_000),
    }
    await tx.passwordLink.upsert({ where: { userId }, create: { userId, ...row }, update: row })
    return { email, link: `${web}/set-password?link=${token}` }
  }

  async function find(email: string) {
    const user = await users.findUnique({ where: { email: readEmail(email) }, select: { id: true, email: true } })
    if (!user) throw new PlainError(`Nobody here has the address ${email}. npm run users -- list shows all.`)
    return user
  }

  return {
    async add(order) {
      const email = readEmail(order.email)
      const name = lineSchema(60).safeParse(order.name)
      if (!name.success) throw new PlainError('--name is required, of at most 60 characters.')
      if (await users.findUnique({ where: { email } })) throw new PlainError(`${email} has an account already.`)
      const id = newId('user')
      const scopeAssignments = Object.entries(resourceScopes).map(([resource, scopes]) => ({
        userId: id,
        resource,
        scopes: [...scopes],
      }))
      await users.create({ data: { id, email, name: name.data } })
      await database.unowned.scopeAssignment.createMany({ data: scopeAssignments })
      return { id, ...(await linkFor({ id, email })) }
    },

    async reset(address) {
      const user = await find(address)
      const { id: userId } = user
      return database.transaction(async (tx) => {
        // Until the end no session begins: its row waits for this one. It would begin with what is taken away here.
        await tx.$queryRaw`SELECT 1 FROM identity.users WHERE id = ${userId} FOR UPDATE`
        await tx.user.update({ where: { id: userId }, data: { passwordHash: null } })
        const begun = await tx.webSession.findMany({ where: { userId }, select: { id: true } })
        const origins = begun.map(({ id }) => ({ kind: 'session', id }) as const)
        await openRevocations({ unowned: tx }).revoke(...origins)
        await tx.webSession.deleteMany({ where: { userId } })
        return linkFor(user, tx)
      })
    },

    async remove(address) {
      const { id, email } = await find(address)
      // First that with which they sign in: then nothing begins while the rest ends.
      await users.update({ where: { id }, data: { passwordHash: null } })
      await passkey.deleteMany({ where: { userId: id } })
      await externalIdentity.deleteMany({ where: { userId: id } })
      await passwordLink.deleteMany({ where: { userId: id } })
      const begun = await sessions.findMany({ where: { userId: id }, select: { id: true } })
      const grants = await records.findMany({ where: { model: 'Grant', accountId: id }, select: { idHash: true } })
      for (const session of begun) await revocations.revoke({ kind: 'session', id: session.id })
      for (const grant of grants) await revocations.revoke({ kind: 'grant', id: grant.idHash })
      await records.deleteMany({ where: { accountId: id } })
      await users.delete({ where: { id } })
      return { id, email }
    },

    list: () => users.findMany({ orderBy: { createdAt: 'asc' }, omit: { passwordHash: true } }),
    close: () => database.close(),
  }
}

function readEmail(text: string): string {
  const email = z.email().max(254).safeParse(text.trim().toLowerCase())
  if (email.success) return email.data
  throw new PlainError(`--email takes an address such as dave@example.com, and not ${text || 'nothing'}.`)
}
