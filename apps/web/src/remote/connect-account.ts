import { createHash } from 'node:crypto'
import { INTERACTION_SECONDS } from '@chaperone/contracts'
import { seal, unseal } from '@chaperone/db'
import {
  beginAuthorization,
  finishAuthorization,
  type PendingAuthorization,
  RemoteOAuthError,
} from '@chaperone/mcp-host'
import { recordEvent } from '../audit/record-event'
import { database } from '../database'
import { env } from '../env'
import type { SignedInPerson } from '../session/current-person'
import { callbackUrl } from './client-document'
import { accountsOf, keepAccount } from './kept-accounts'
import { fetchAuthorizationServer } from './remote-fetch'
import type { RemoteProblem } from './remote-problem'
import { type AddedServer, clientOf, discover, findServer } from './remote-servers'
import { revokeSecret } from './revoke-secret'

/** Somebody is about to leave for an authorization server. */
export interface Departure {
  server: AddedServer
  /** Where to. */
  url: string
  scopes: string[]
}

const SHA_256 = /^[0-9a-f]{64}$/

interface Begun {
  url: string
  pending: PendingAuthorization
}

type Traveller = Pick<SignedInPerson, 'id' | 'sessionId'>

/**
 * Begins to connect the person's account: by the server's own metadata, checked anew, at the authorization server that it
 * had when it was added. What it has asked for since is asked for with what is held.
 *
 * @returns the name of this departure, for this session only
 */
export async function beginConnection(
  person: Traveller,
  server: AddedServer,
): Promise<{ departure: string } | { problem: RemoteProblem }> {
  return problemOr(async () => {
    const remote = await discover(server.url, server.issuer ?? undefined)
    const client = clientOf(server, remote)
    const account = (await accountsOf(person.id)).find(({ serverId }) => serverId === server.id)
    const scopes = account?.wantedScopes.length ? account.wantedScopes : undefined
    const begun: Begun = await beginAuthorization({ remote, client, redirectUri: callbackUrl(server.id), scopes })
    return { departure: await keepDeparture(person, server, begun) }
  })
}

/** Where this departure leads, or null: it is over, or was begun by somebody else, or in another browser. */
export async function findDeparture(person: Traveller, departure: string): Promise<Departure | null> {
  if (!SHA_256.test(departure)) return null
  const where = whereOf(person, departure)
  const row = await database().readAsOwner({ ownerId: person.id }, (db) => db.remoteAuthorization.findFirst({ where }))
  const server = row && (await findServer(row.serverId))
  if (!row || !server) return null
  const { url, pending } = open(person, departure, row.sealed)
  return { server, url, scopes: pending.scopes }
}

/**
 * The browser is back. Used once, whatever comes of it, and only by the session that began: an answer that somebody else
 * began would connect this person to an account of theirs. And only at the address of the server that it was begun for: a
 * code of another one would go to this one's token endpoint.
 *
 * @param serverId as the address says that the browser came back to
 * @returns the server, or why nothing was connected
 * @see RFC 9700 §4.4.2, §4.7; OAuth 2.1 §7.12
 */
export async function finishConnection(
  person: Traveller,
  serverId: string,
  callback: URLSearchParams,
): Promise<{ server: AddedServer } | { problem: RemoteProblem }> {
  return problemOr(async () => {
    const departure = hashOf(callback.get('state') ?? '')
    const row = await takeDeparture(person, departure)
    const server = row?.serverId === serverId ? await findServer(serverId) : null
    if (!row || !server) throw new RemoteOAuthError('state_mismatch', 'This answer belongs to nothing begun here.')
    const { pending } = open(person, departure, row.sealed)
    const client = clientOf(server, pending.remote)
    const tokens = await finishAuthorization({ pending, callback, client, fetch: fetchAuthorizationServer })
    const before = await keepAccount(person.id, server, { kind: 'oauth', remote: pending.remote, tokens })
    const reason = `remote_connected ${server.id}`
    recordEvent({ server: 'web', subject: person.id, isStranger: false, verdict: 'allowed', reason })
    await revokeSecret(server.id, before)
    return { server }
  })
}

async function problemOr<T>(work: () => Promise<T>): Promise<T | { problem: RemoteProblem }> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof RemoteOAuthError) return { problem: error.code }
    throw error
  }
}

/** Remembers a departure for the session that begins it. The last one to a server is the only one. */
export async function keepDeparture(person: Traveller, { id: serverId }: AddedServer, begun: Begun): Promise<string> {
  const { id: ownerId, sessionId } = person
  const stateHash = hashOf(begun.pending.state)
  const sealed = seal(env().MASTER_KEY, nameOf(person, stateHash), JSON.stringify(begun))
  const expiresAt = new Date(Date.now() + INTERACTION_SECONDS * 1_000)
  await database().withOwner({ ownerId }, async (tx) => {
    const isOver = { OR: [{ serverId }, { expiresAt: { lt: new Date() } }] }
    await tx.remoteAuthorization.deleteMany({ where: { ownerId, ...isOver } })
    await tx.remoteAuthorization.create({ data: { stateHash, ownerId, sessionId, serverId, sealed, expiresAt } })
  })
  return stateHash
}

/** Takes it out, once: of any number of answers at the same moment, one gets it. */
async function takeDeparture(person: Traveller, departure: string) {
  const where = whereOf(person, departure)
  return database().withOwner({ ownerId: person.id }, async (tx) => {
    const row = await tx.remoteAuthorization.findFirst({ where })
    const { count } = await tx.remoteAuthorization.deleteMany({ where })
    return count === 1 ? row : null
  })
}

function whereOf({ id: ownerId, sessionId }: Traveller, departure: string) {
  return { stateHash: departure, ownerId, sessionId, expiresAt: { gt: new Date() } }
}

function open(person: Traveller, departure: string, sealed: string): Begun {
  return JSON.parse(unseal(env().MASTER_KEY, nameOf(person, departure), sealed)) as Begun
}

function nameOf({ id, sessionId }: Traveller, departure: string): string {
  return `remote authorization ${JSON.stringify([id, sessionId, departure])}`
}

function hashOf(state: string): string {
  return createHash('sha256').update(state).digest('hex')
}
