import {
  ACCESS_TOKEN_SECONDS,
  AUTHORIZATION_CODE_SECONDS,
  parseScope,
  type Scope,
  scopeSentences,
} from '@chaperone/contracts'
import { openRevocations, type Transaction } from '@chaperone/db'
import { recordEvent } from '../audit/record-event'
import { database, untilAllServersKnow } from '../database'
import { registeredClients } from './clients'
import { revokeGrant } from './record-adapter'
import { resourceTitle } from './resources'

const SHA_256 = /^[0-9a-f]{64}$/

/** One client at one resource, with everything that the person allowed it there. */
export interface ConnectedProgram {
  /** SHA-256, hex, of the ids of its grants: they name them, and open nothing. */
  grants: string[]
  clientId: string
  /** As it is registered here; null for one that describes itself, whose name is a claim. */
  clientName: string | null
  resourceTitle: string
  /** What it may do, in words. */
  sentences: string[]
  since: Date
  /** When it last got a token, as far as that can be told. */
  lastUsed: Date
  /** Whether it holds a refresh token: then each use puts the end off. */
  stays: boolean
  endsAt: Date
}

/** What oidc-provider keeps of a consent, and of a refresh token, as far as it is read here. */
interface Stored {
  clientId: string
  iat: number
  openid?: { scope?: string }
  resources?: Record<string, string>
}

interface LiveGrant {
  id: string
  clientId: string
  identifier: string
  scopes: string[]
  /** Those that belong to no server: `openid`, `offline_access`. */
  scopesOfNoServer: string[]
  since: number
  lastUsed: number
  stays: boolean
  endsAt: number
}

/** The programs that can act for the person now, the last used first. */
export async function connectedPrograms(userId: string): Promise<ConnectedProgram[]> {
  const grants = Map.groupBy(await liveGrants(userId), ({ clientId, identifier }) => `${identifier} ${clientId}`)
  const names = await registeredNames([...grants.values()].map(([grant]) => grant?.clientId ?? ''))
  return [...grants.values()]
    .map((ofClient) => programOf(ofClient, names))
    .sort((a, b) => b.lastUsed.getTime() - a.lastUsed.getTime())
}

/** The scopes that a client can use for the person at one resource now, `openid` included. */
export async function scopesAllowedBefore(
  userId: string,
  { clientId, identifier }: { clientId: string; identifier: string },
): Promise<string[]> {
  const grants = await liveGrants(userId)
  const ofClient = grants.filter((grant) => grant.clientId === clientId && grant.identifier === identifier)
  return [...new Set(ofClient.flatMap(({ scopes, scopesOfNoServer }) => [...scopes, ...scopesOfNoServer]))]
}

async function liveGrants(userId: string): Promise<LiveGrant[]> {
  const rows = await database().unowned.oidcRecord.findMany({
    where: {
      accountId: userId,
      model: { in: ['Grant', 'RefreshToken'] },
      consumedAt: null,
      expiresAt: { gt: new Date() },
    },
  })
  const refreshTokens = new Map(rows.filter(({ model }) => model === 'RefreshToken').map((row) => [row.grantHash, row]))
  return rows
    .filter(({ model }) => model === 'Grant')
    .map(({ idHash, payload }) => {
      const { clientId, iat, openid, resources } = payload as unknown as Stored
      const [[identifier = '', scope = ''] = []] = Object.entries(resources ?? {})
      const token = refreshTokens.get(idHash)
      const lastUsed = (token?.payload as unknown as Stored | undefined)?.iat ?? iat
      const lastToken = (iat + AUTHORIZATION_CODE_SECONDS + ACCESS_TOKEN_SECONDS) * 1_000
      const endsAt = token?.expiresAt?.getTime() ?? lastToken
      return {
        id: idHash,
        clientId,
        identifier,
        scopes: parseScope(scope),
        scopesOfNoServer: parseScope(openid?.scope),
        since: iat,
        lastUsed,
        stays: token !== undefined,
        endsAt,
      }
    })
    .filter(({ endsAt, scopes, stays }) => endsAt > Date.now() && (scopes.length > 0 || stays))
}

/** The name under which the operator registered a client, or null. */
export async function registeredName(clientId: string): Promise<string | null> {
  // PostgreSQL cannot store NUL, so no client has it in its id.
  return clientId.includes('\0') ? null : ((await registeredNames([clientId])).get(clientId) ?? null)
}

/** Names of clients that the operator registered. One that describes or registers itself has none: it would be a claim. */
async function registeredNames(ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await database().unowned.client.findMany({ where: { id: { in: [...ids] }, isSelfRegistered: false } })
  const own = registeredClients().map((client) => [client.client_id, client.client_name ?? client.client_id] as const)
  return new Map([...own, ...rows.map(({ id, name }) => [id, name] as const)])
}

function programOf(grants: readonly LiveGrant[], names: ReadonlyMap<string, string>): ConnectedProgram {
  const [{ clientId, identifier }] = grants as readonly [LiveGrant]
  const scopes = new Set(grants.flatMap((grant) => grant.scopes))
  return {
    grants: grants.map(({ id }) => id),
    clientId,
    clientName: names.get(clientId) ?? null,
    resourceTitle: resourceTitle(identifier) ?? identifier,
    sentences: [...scopes].map((scope) => scopeSentences[scope as Scope] ?? scope),
    since: new Date(Math.min(...grants.map(({ since }) => since)) * 1_000),
    lastUsed: new Date(Math.max(...grants.map(({ lastUsed }) => lastUsed)) * 1_000),
    stays: grants.some(({ stays }) => stays),
    endsAt: new Date(Math.max(...grants.map(({ endsAt }) => endsAt))),
  }
}

/**
 * Takes back all that the person ever allowed, shown or not: what was allowed and not yet fetched is not in the list.
 *
 * @returns whose grants they were, for the audit, once the transaction holds
 */
export async function endAllPrograms(userId: string, tx: Transaction): Promise<string[]> {
  const where = { model: 'Grant', accountId: userId }
  const grants = await tx.oidcRecord.findMany({ where, select: { idHash: true, clientId: true } })
  const origins = grants.map(({ idHash: id }) => ({ kind: 'grant', id }) as const)
  await openRevocations({ unowned: tx }).revoke(...origins)
  // With them codes and refresh tokens, and what else is the person's at this server.
  await tx.oidcRecord.deleteMany({ where: { accountId: userId } })
  return grants.map(({ clientId }) => clientId ?? '')
}

export function recordRevokedGrant(userId: string, clientId: string): void {
  const event = { server: 'authorization-server', subject: userId, isStranger: false, clientId } as const
  recordEvent({ ...event, verdict: 'allowed', reason: 'grant_revoked' })
}

/**
 * Takes back what the person allowed a program: its tokens are refused everywhere with the next request.
 *
 * @returns whose they were, the ids of clients; none where none of these is a grant of this person
 */
export async function endPrograms(userId: string, grantHashes: readonly string[]): Promise<string[]> {
  const known = grantHashes.filter((hash) => SHA_256.test(hash))
  const rows = await database().unowned.oidcRecord.findMany({
    where: { model: 'Grant', idHash: { in: known }, accountId: userId },
  })
  const ended = rows.map(({ idHash, payload }) => ({ idHash, clientId: (payload as unknown as Stored).clientId }))
  for (const { idHash, clientId } of ended) {
    await revokeGrant(idHash)
    recordRevokedGrant(userId, clientId)
  }
  if (ended.length > 0) await untilAllServersKnow()
  return ended.map(({ clientId }) => clientId)
}
