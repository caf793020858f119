import { SESSION_SECONDS } from '@chaperone/contracts'
import { openRevocations, type Transaction } from '@chaperone/db'
import { database, untilAllServersKnow } from '../database'

/** The browser of a sign-in. */
export interface SignInPlace {
  /** What the browser says it is. */
  agent: string
  /** The part of its address that a visitor cannot choose. */
  network: string
}

export interface SignIn {
  place: SignInPlace
  /** Whether that with which they have shown who they are is still theirs. */
  stillHolds(): Promise<boolean>
}

export interface PersonSession extends SignInPlace {
  id: string
  createdAt: Date
  lastUsedAt: Date
}

const MAX_AGENT_CHARACTERS = 300

/**
 * Writes down where a session began, and takes away those that are over. The password may have been changed since it was
 * compared, or the passkey removed: this session would be none of those which that has ended, so it looks once more.
 *
 * @throws Error then
 */
export async function beginSession(
  { id, userId }: { id: string; userId: string },
  { place: { agent, network }, stillHolds }: SignIn,
): Promise<void> {
  await sessions().create({ data: { id, userId, network, agent: agent.slice(0, MAX_AGENT_CHARACTERS) } })
  if (!(await stillHolds())) {
    await endSessions(userId, { only: id })
    throw new Error('What the person signed in with was taken away meanwhile.')
  }
  await sessions().deleteMany({ where: { createdAt: { lt: oldest() } } })
}

export async function touchSession(id: string): Promise<void> {
  await sessions().updateMany({ where: { id }, data: { lastUsedAt: new Date() } })
}

/** Where the person is signed in, the last used first. */
export async function sessionsOf(userId: string): Promise<PersonSession[]> {
  return sessions().findMany({
    where: { userId, createdAt: { gte: oldest() } },
    orderBy: { lastUsedAt: 'desc' },
    omit: { userId: true },
  })
}

/** Whether a session of this name goes on. */
export async function isSessionKept(id: string): Promise<boolean> {
  return (await sessions().findUnique({ where: { id }, select: { id: true } })) !== null
}

/**
 * The same for what has just been kept in a session's name: waits for whoever is ending it. Whoever does looks for what
 * it left behind afterwards, so that one of the two always sees the other.
 */
export async function isSessionStillKept(id: string): Promise<boolean> {
  const rows = await database().unowned.$queryRaw<unknown[]>`SELECT 1 FROM identity.sessions WHERE id = ${id} FOR SHARE`
  return rows.length === 1
}

/**
 * Ends sessions of the person: each copy of their cookies and each token of theirs is refused with the next request.
 *
 * @param which one by its id, all but one, or all
 * @param within a transaction in which more happens: whoever gives one waits for the servers after it
 * @returns how many were ended
 * @see OWASP ASVS 5.0 V7.4
 */
export async function endSessions(
  userId: string,
  which: { only: string } | { allBut: string } | 'all',
  within?: Transaction,
): Promise<number> {
  const tx = within ?? database().unowned
  const rows = await tx.webSession.findMany({ where: { userId, ...idOf(which) }, select: { id: true } })
  const ids = rows.map(({ id }) => id)
  await openRevocations({ unowned: tx }).revoke(...ids.map((id) => ({ kind: 'session', id }) as const))
  await tx.webSession.deleteMany({ where: { id: { in: ids } } })
  if (!within) await untilAllServersKnow()
  return ids.length
}

function idOf(which: { only: string } | { allBut: string } | 'all') {
  if (which === 'all') return {}
  return { id: 'only' in which ? which.only : { not: which.allBut } }
}

function sessions() {
  return database().unowned.webSession
}

function oldest(): Date {
  return new Date(Date.now() - SESSION_SECONDS * 1_000)
}
