import { randomBytes } from 'node:crypto'
import { lineSchema, REMOTE_CONNECTION_PREFIX } from '@chaperone/contracts'
import { seal, unseal } from '@chaperone/db'
import {
  chooseClient,
  discoverRemote,
  type RemoteAuthorization,
  type RemoteClient,
  RemoteOAuthError,
  requestChallenge,
} from '@chaperone/mcp-host'
import { z } from 'zod'
import { recordEvent } from '../audit/record-event'
import { database } from '../database'
import { env } from '../env'
import { isAdministrator, type Person } from '../session/person'
import { metadataDocumentUrl } from './client-document'
import { fetchAuthorizationServer, isListedHost } from './remote-fetch'
import type { RemoteProblem } from './remote-problem'

/** A server of somebody else's, as an administrator added it. */
export interface AddedServer {
  id: string
  title: string
  url: string
  kind: 'oauth' | 'api_key'
  clientId: string | null
  /** Sealed. */
  clientSecret: string | null
  issuer: string | null
  addedAt: Date
}

type SecretOwner = Pick<AddedServer, 'id' | 'url' | 'issuer' | 'clientId'>

const SLUG_CHARACTERS = 18

const orderSchema = z.object({
  title: lineSchema(60),
  url: z.string().trim().max(500),
  kind: z.enum(['oauth', 'api_key']),
  clientId: z
    .string()
    .trim()
    .max(500)
    .regex(/^[\x21-\x7e]*$/),
  clientSecret: z
    .string()
    .trim()
    .max(500)
    .regex(/^[\x21-\x7e]*$/),
})

/** All of them, by title. */
export async function addedServers(): Promise<AddedServer[]> {
  const rows = await database().unowned.remoteServer.findMany({ orderBy: [{ title: 'asc' }, { id: 'asc' }] })
  return rows as AddedServer[]
}

/** One that people can connect to now: while the operator lists its host. */
export async function findServer(id: string): Promise<AddedServer | null> {
  // PostgreSQL cannot store NUL, so no server has it in its id.
  const row = id.includes('\0') ? null : await database().unowned.remoteServer.findUnique({ where: { id } })
  return row && isListedHost(row.url) ? (row as AddedServer) : null
}

/**
 * Adds a server, if an administrator says so and the operator lists its host. Who issues its tokens is found out now,
 * and stays: a server that names somebody else later is not believed.
 *
 * @returns null, or why not
 */
export async function addServer(person: Person, fields: URLSearchParams): Promise<RemoteProblem | null> {
  if (!isAdministrator(person)) return 'incomplete'
  const order = orderSchema.safeParse({ clientId: '', clientSecret: '', ...Object.fromEntries(fields) })
  if (!order.success) return 'incomplete'
  const { title, kind, clientId, clientSecret } = order.data
  const url = URL.parse(order.data.url)
  if (!url || url.username || url.password || url.hash) return 'unusable_address'
  if (url.protocol !== 'https:') return 'insecure_address'
  if (!isListedHost(url.href)) return 'not_listed'
  if ((await database().unowned.remoteServer.count({ where: { url: url.href } })) > 0) return 'taken'

  const id = newServerId(title)
  const client = kind === 'oauth' ? { clientId, clientSecret } : { clientId: '', clientSecret: '' }
  const found = kind === 'oauth' ? await issuerOf(url.href, client) : { issuer: null }
  if ('problem' in found) return found.problem
  const server = { id, url: url.href, issuer: found.issuer, clientId: client.clientId || null }
  const sealed = client.clientSecret ? sealClientSecret(server, client.clientSecret) : null
  await database().unowned.remoteServer.createMany({
    data: { ...server, title, kind, clientSecret: sealed, addedBy: person.id },
    // Of two that add the same address at the same moment, one does.
    skipDuplicates: true,
  })
  record(person, `remote_server_added ${id} ${url.href}`)
  return null
}

/** Takes a server away, with everybody's accounts at it and what was accepted of it. False when there is none. */
export async function removeServer(person: Person, id: string): Promise<boolean> {
  if (!isAdministrator(person) || id.includes('\0')) return false
  const count = await database().transaction(async (tx) => {
    const removed = await tx.remoteServer.deleteMany({ where: { id } })
    if (removed.count === 0) return 0
    await tx.toolPin.deleteMany({ where: { connection: id } })
    await tx.toolSighting.deleteMany({ where: { connection: id } })
    return removed.count
  })
  if (count > 0) record(person, `remote_server_removed ${id}`)
  return count > 0
}

/** What this app is at the server's authorization server. @throws RemoteOAuthError when it is nothing there */
export function clientOf(server: AddedServer, remote: RemoteAuthorization): RemoteClient {
  const { clientId, clientSecret, issuer } = server
  const secret = clientSecret && unseal(env().MASTER_KEY, secretName(server), clientSecret)
  const registered =
    clientId && issuer
      ? ({ kind: 'registered', issuer, clientId, clientSecret: secret ?? undefined } as const)
      : undefined
  return chooseClient({ remote, registered, metadataDocumentUrl: documentFor(remote) })
}

/** Ids of the servers whose authorization servers may read in our document who we are. */
export async function serversByDocument(): Promise<string[]> {
  return (await addedServers()).filter(({ kind, clientId }) => kind === 'oauth' && !clientId).map(({ id }) => id)
}

/**
 * Everybody's authorization server takes the document, with the redirect address of any other one. So only where each
 * answer says whose it is.
 *
 * @see RFC 9700 §4.4.2.1
 */
function documentFor({ issRequired }: RemoteAuthorization): string | undefined {
  return issRequired ? metadataDocumentUrl() : undefined
}

/** Who issues tokens for the server now. @throws RemoteOAuthError */
export async function discover(url: string, expectedIssuer?: string): Promise<RemoteAuthorization> {
  const fetch = fetchAuthorizationServer
  return discoverRemote({ url, challenge: await requestChallenge({ url, fetch }), expectedIssuer, fetch })
}

async function issuerOf(
  url: string,
  { clientId }: { clientId: string },
): Promise<{ issuer: string } | { problem: RemoteProblem }> {
  try {
    const remote = await discover(url)
    const { issuer } = remote
    const registered = clientId ? ({ kind: 'registered', issuer, clientId } as const) : undefined
    chooseClient({ remote, registered, metadataDocumentUrl: documentFor(remote) })
    return { issuer }
  } catch (error) {
    if (error instanceof RemoteOAuthError) return { problem: error.code }
    throw error
  }
}

/** No id comes again, so nothing that was accepted or allowed at one server is so at a later one of the same name. */
function newServerId(title: string): string {
  const slug = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, SLUG_CHARACTERS)
    .replace(/^-+|-+$/g, '')
  return `${REMOTE_CONNECTION_PREFIX}${slug || 'server'}-${randomBytes(3).toString('hex')}`
}

/** Sealed under everything that says where it is sent: in a row that was changed it cannot be opened. */
export function sealClientSecret(server: SecretOwner, clientSecret: string): string {
  return seal(env().MASTER_KEY, secretName(server), clientSecret)
}

function secretName({ id, url, issuer, clientId }: SecretOwner): string {
  return `client secret ${JSON.stringify([id, url, issuer, clientId])}`
}

function record({ id: subject }: Person, reason: string): void {
  recordEvent({ server: 'web', subject, isStranger: false, verdict: 'allowed', reason })
}
