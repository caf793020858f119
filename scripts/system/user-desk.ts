import { createHash, randomBytes } from 'node:crypto'
import { newId, PASSWORD_LINK_SECONDS, resourceScopes } from '@chaperone/contracts'
import { openDatabase, openRevocations, type Transaction, untilServersKnow } from '@chaperone/db'
import { z } from 'zod'
import { openOperatorAudit } from './operator-audit.ts'
import { PlainError } from './plain-error.ts'
import { requireName } from './require-name.ts'

const TOKEN_BYTES = 32

/** A link by which a person chooses their password. Shown once. */
export interface PasswordLink {
  email: string
  link: string
}

export interface ListedUser {
  id: string
  email: string
  name: string
  role: string
  createdAt: Date
  hasPassword: boolean
  /** Until when a link works by which they choose one, or null. */
  linkUntil: Date | null
}

export interface UserDesk {
  /** A person with all scopes, who chooses a password by the link. @throws PlainError */
  add(order: { email: string; name: string }): Promise<PasswordLink & { id: string }>
  /**
   * A link for somebody whose password is forgotten, or known to others: it is none from now on, and their sessions end
   * at once. A link that was made before is over. @throws PlainError
   */
  reset(email: string): Promise<PasswordLink>
  /** For an account that somebody else got into: all that signs them in and acts for them ends at once. @throws PlainError */
  signOut(email: string): Promise<{ id: string; email: string }>
  /** Ends the same, and the account. What they own at the servers stays, and nobody reaches it. @throws PlainError */
  remove(email: string): Promise<{ id: string; email: string }>
  list(): Promise<ListedUser[]>
  close(): Promise<void>
}

/** What the operator does with the people who can sign in. `url`: signed in as the web app's role. `web`: its origin. */
export function openUserDesk(url: string, web: string): UserDesk {
  const database = openDatabase(url, { role: 'web', connections: 1 })
  const revocations = openRevocations(database)
  const writeDown = openOperatorAudit(database)
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

  async function find(address: string) {
    const email = readEmail(address)
    const user = await users.findUnique({ where: { email }, select: { id: true, email: true } })
    if (!user) throw new PlainError(`Nobody here has the address ${email}. npm run users -- list shows all.`)
    return user
  }

  /** Ends at once all with which somebody signs in as this person, and all that acts for them. */
  async function endEverything(userId: string): Promise<void> {
    // First that with which they sign in: then nothing begins while the rest ends.
    await users.update({ where: { id: userId }, data: { passwordHash: null } })
    await passkey.deleteMany({ where: { userId } })
    await externalIdentity.deleteMany({ where: { userId } })
    await passwordLink.deleteMany({ where: { userId } })
    const begun = await sessions.findMany({ where: { userId }, select: { id: true } })
    for (const session of begun) await revocations.revoke({ kind: 'session', id: session.id })
    await sessions.deleteMany({ where: { userId } })
    // A consent that is being given looks for its session last, so its grant is found here or revoked there.
    const grants = await records.findMany({ where: { model: 'Grant', accountId: userId }, select: { idHash: true } })
    for (const grant of grants) await revocations.revoke({ kind: 'grant', id: grant.idHash })
    await records.deleteMany({ where: { accountId: userId } })
    // Whoever got in may have allowed the host something once and for all, or connected an account of their own.
    await database.withOwner({ ownerId: userId }, async (tx) => {
      await tx.standingPermission.deleteMany({ where: { ownerId: userId } })
      await tx.remoteAccount.deleteMany({ where: { ownerId: userId } })
    })
    await untilServersKnow(url)
  }

  return {
    async add(order) {
      const email = readEmail(order.email)
      const name = requireName(order.name)
      if (await users.findUnique({ where: { email } })) throw new PlainError(`${email} has an account already.`)
      const id = newId('user')
      const scopeAssignments = Object.entries(resourceScopes).map(([resource, scopes]) => ({
        userId: id,
        resource,
        scopes: [...scopes],
      }))
      await users.create({ data: { id, email, name } })
      await database.unowned.scopeAssignment.createMany({ data: scopeAssignments })
      await writeDown({ server: 'web', subject: id, reason: 'person_added' })
      const link = await linkFor({ id, email })
      await writeDown({ server: 'web', subject: id, reason: 'password_link_made' })
      return { id, ...link }
    },

    async reset(address) {
      const user = await find(address)
      const { id: userId } = user
      const link = await database.transaction(async (tx) => {
        // Until the end no session begins: its row waits for this one. It would begin with what is taken away here.
        await tx.$queryRaw`SELECT 1 FROM identity.users WHERE id = ${userId} FOR UPDATE`
        await tx.user.update({ where: { id: userId }, data: { passwordHash: null } })
        const begun = await tx.webSession.findMany({ where: { userId }, select: { id: true } })
        const origins = begun.map(({ id }) => ({ kind: 'session', id }) as const)
        await openRevocations({ unowned: tx }).revoke(...origins)
        await tx.webSession.deleteMany({ where: { userId } })
        return linkFor(user, tx)
      })
      await untilServersKnow(url)
      await writeDown({ server: 'web', subject: userId, reason: 'password_link_made' })
      return link
    },

    async signOut(address) {
      const { id, email } = await find(address)
      await endEverything(id)
      await writeDown({ server: 'web', subject: id, reason: 'person_signed_out' })
      return { id, email }
    },

    async remove(address) {
      const { id, email } = await find(address)
      await endEverything(id)
      await users.delete({ where: { id } })
      await writeDown({ server: 'web', subject: id, reason: 'person_removed' })
      return { id, email }
    },

    async list() {
      const rows = await users.findMany({ orderBy: { createdAt: 'asc' }, include: { passwordLink: true } })
      return rows.map(({ passwordHash, passwordLink: link, ...user }) => {
        const isOpen = link !== null && link.expiresAt > new Date()
        return { ...user, hasPassword: passwordHash !== null, linkUntil: isOpen ? link.expiresAt : null }
      })
    },
    close: () => database.close(),
  }
}

function readEmail(text: string): string {
  if (!text.trim()) throw new PlainError('--email is required: an address such as dave@example.com.')
  const email = z.email().max(254).safeParse(text.trim().toLowerCase())
  if (email.success) return email.data
  throw new PlainError(`--email takes an address such as dave@example.com, and not ${text}.`)
}
