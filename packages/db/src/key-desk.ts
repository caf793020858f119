import {
  API_KEY_DAYS,
  isKeyServer,
  isServiceAccount,
  keyServers,
  MAX_API_KEY_DAYS,
  newApiKey,
  resourceScopes,
} from '@chaperone/contracts'
import type { AuditWriter } from './audit-log.ts'
import type { Database, Transaction } from './database.ts'
import type { ApiKey } from './generated/client.ts'

const DAY_SECONDS = 86_400
const LONGEST_SECONDS = MAX_API_KEY_DAYS * DAY_SECONDS

/** What no key may be made for, or which key is not there: a sentence that whoever asked may read. */
export class KeyProblem extends Error {
  override name = 'KeyProblem'
  readonly code: 'invalid_request' | 'not_found'

  constructor(message: string, code: 'invalid_request' | 'not_found' = 'invalid_request') {
    super(message)
    this.code = code
  }
}

export interface KeyOrder {
  server: string
  scopes: readonly string[]
  serviceAccountId: string
  clientId: string
  /** 90 days when left out, 365 at most. */
  expiresInSeconds?: number | undefined
}

/** Its text is in here and nowhere else. */
export interface MadeKey {
  id: string
  key: string
  expiresAt: Date
}

export type ListedKey = Omit<ApiKey, 'hash'>

export interface KeyDesk {
  /** @throws KeyProblem for what no key may be made for */
  create(order: KeyOrder): Promise<MadeKey>
  list(): Promise<ListedKey[]>
  /** As whom a key can act. */
  accounts(): Promise<{ id: string; name: string }[]>
  /**
   * A new key with the rights of an old one, which ends after the overlap. It lives as long, unless told otherwise.
   *
   * @throws KeyProblem when there is no such key, or it was revoked
   */
  rotate(id: string, order: { overlapSeconds: number; expiresInSeconds?: number | undefined }): Promise<MadeKey>
  /** Refused from the next request on. Revoking twice is not an error. @throws KeyProblem when there is no such key */
  revoke(id: string): Promise<void>
}

/** Who stands at the desk, as the audit names them. */
export interface KeyOwner {
  subject: string | null
  actor: string | null
}

/**
 * What the owner of a server does with its keys, at the command line and in the web app alike. Each change and the audit
 * line that says who made it are one transaction. `database` is signed in as the web app's role: no server's could.
 */
export function openKeyDesk(database: Database, audit: Pick<AuditWriter, 'recordIn'>, owner: KeyOwner): KeyDesk {
  const { apiKey: keys, client: clients, serviceAccount } = database.unowned

  async function accounts() {
    const programs = (await clients.findMany({ select: { id: true } })).map(({ id }) => id)
    // A program that is registered proves a key of its own, at its own server: no other may act as it.
    return serviceAccount.findMany({ where: { id: { notIn: programs } }, orderBy: { id: 'asc' } })
  }

  /** A key acts as its account. An account that is a person's would make it act as that person. */
  async function requireAccount(id: string): Promise<void> {
    const known = (await accounts()).map((account) => account.id)
    if (isServiceAccount(id) && known.includes(id)) return
    throw new KeyProblem(`There is no service account ${id} for keys; they act as one of ${known.join(', ')}.`)
  }

  async function add(tx: Transaction, order: KeyOrder): Promise<MadeKey> {
    const { server, scopes, serviceAccountId, clientId, expiresInSeconds = API_KEY_DAYS * DAY_SECONDS } = order
    const { id, key, hash } = await newApiKey()
    const expiresAt = new Date(Date.now() + expiresInSeconds * 1_000)
    const rights = { server, serviceAccountId, clientId, scopes: [...scopes] }
    await tx.apiKey.create({ data: { id, ...rights, hash, expiresAt, lifetimeSeconds: Math.round(expiresInSeconds) } })
    await writeDown(tx, id, 'key_made')
    return { id, key, expiresAt }
  }

  function writeDown(tx: Transaction, keyId: string, reason: string): Promise<void> {
    const nothing = { clientId: null, tool: null, argumentsDigest: null, traceId: null }
    return audit.recordIn(tx, { ...nothing, ...owner, server: 'web', keyId, verdict: 'allowed', reason })
  }

  async function find(id: string): Promise<ApiKey> {
    const key = await keys.findUnique({ where: { id } })
    if (!key) throw new KeyProblem(`There is no key ${id}.`, 'not_found')
    return key
  }

  return {
    accounts,
    list: () => keys.findMany({ orderBy: { createdAt: 'asc' }, omit: { hash: true } }),
    async create(order) {
      requireRights(order)
      requireLifetime(order.expiresInSeconds)
      await requireAccount(order.serviceAccountId)
      return database.transaction((tx) => add(tx, order))
    },
    async rotate(id, { overlapSeconds, expiresInSeconds }) {
      const { server, scopes, serviceAccountId, clientId, createdAt, expiresAt, lifetimeSeconds: made } = await find(id)
      // What it was made for: one that has been replaced before ends early.
      const formerSeconds = made ?? (expiresAt.getTime() - createdAt.getTime()) / 1_000
      // By two clocks, a year may seem to have lasted a moment longer.
      const lifetimeSeconds = expiresInSeconds ?? Math.min(formerSeconds, LONGEST_SECONDS)
      requireLifetime(lifetimeSeconds)
      await requireAccount(serviceAccountId)
      const end = new Date(Math.min(expiresAt.getTime(), Date.now() + overlapSeconds * 1_000))
      return database.transaction(async (tx) => {
        // Whoever revoked it, a moment ago or long before, wanted its rights to end.
        const { count } = await tx.apiKey.updateMany({ where: { id, revokedAt: null }, data: { expiresAt: end } })
        if (count === 0) throw new KeyProblem(`The key ${id} is revoked, and gets no successor. Make a new one.`)
        await writeDown(tx, id, 'key_replaced')
        return add(tx, { server, scopes, serviceAccountId, clientId, expiresInSeconds: lifetimeSeconds })
      })
    },
    async revoke(id) {
      await find(id)
      await database.transaction(async (tx) => {
        const now = { revokedAt: new Date() }
        const { count } = await tx.apiKey.updateMany({ where: { id, revokedAt: null }, data: now })
        if (count > 0) await writeDown(tx, id, 'key_revoked')
      })
    },
  }
}

/** A key is for one server that takes keys, and for scopes of that server. */
function requireRights({ server, scopes }: KeyOrder): void {
  const servers = keyServers.join(' or ')
  if (!server) throw new KeyProblem(`A key needs a server: ${servers}.`)
  if (!isKeyServer(server)) {
    throw new KeyProblem(`There are no keys for ${server}: only for ${servers}; tasks takes user tokens only.`)
  }
  const known: readonly string[] = resourceScopes[server]
  if (scopes.length === 0) throw new KeyProblem(`A key needs scopes; ${server} has ${known.join(', ')}.`)
  const unknown = scopes.find((scope) => !known.includes(scope))
  if (unknown) throw new KeyProblem(`There is no scope ${unknown} at ${server}; it has ${known.join(', ')}.`)
}

function requireLifetime(seconds: number | undefined): void {
  if (seconds === undefined || (seconds > 0 && seconds <= LONGEST_SECONDS)) return
  throw new KeyProblem(`A key lives for ${MAX_API_KEY_DAYS} days at most.`)
}
