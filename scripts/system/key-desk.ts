import { API_KEY_DAYS, newApiKey, resourceScopes } from '@chaperone/contracts'
import { type Database, openDatabase } from '@chaperone/db'
import { openOperatorAudit } from './operator-audit.ts'
import { PlainError } from './plain-error.ts'

const DAY_SECONDS = 86_400

export interface KeyOrder {
  server: string
  scopes: string[]
  serviceAccountId: string
  clientId: string
  expiresInSeconds?: number | undefined
}

export interface KeyDesk {
  /** A new key. Its text is in the answer and nowhere else. @throws PlainError for what no key may be made for */
  create(order: KeyOrder): Promise<{ id: string; key: string; expiresAt: Date }>
  list(): Promise<Awaited<ReturnType<Database['unowned']['apiKey']['findMany']>>>
  /** A new key with the rights of an old one, which ends after the overlap. It lives as long, unless told otherwise. */
  rotate(
    id: string,
    order: { overlapSeconds: number; expiresInSeconds?: number | undefined },
  ): Promise<{ id: string; key: string; expiresAt: Date }>
  /** Refused from the next request on. Revoking twice is not an error. */
  revoke(id: string): Promise<void>
  close(): Promise<void>
}

/** What the owner of a server does with its keys. `url` is the database, signed in as the web app's role. */
export function openKeyDesk(url: string): KeyDesk {
  const database = openDatabase(url, { role: 'web', connections: 1 })
  const audit = openOperatorAudit(database)
  const { apiKey: keys, serviceAccount: accounts } = database.unowned

  const writeDown = (keyId: string, reason: string) => audit({ server: 'web', keyId, reason })

  /** A key acts as its account. An account that is a person's would make it act as that person. */
  async function requireServiceAccount(id: string): Promise<void> {
    const known = (await accounts.findMany({ orderBy: { id: 'asc' } })).map((account) => account.id)
    if (known.includes(id)) return
    throw new PlainError(`There is no service account ${id}; keys act as one of ${known.join(', ')}.`)
  }

  async function create({ server, scopes, serviceAccountId, clientId, expiresInSeconds }: KeyOrder) {
    const known: readonly string[] = server === 'weather' || server === 'calendar' ? resourceScopes[server] : []
    const unknown = scopes.find((scope) => !known.includes(scope))
    if (!server) throw new PlainError('--server is required: weather or calendar.')
    if (known.length === 0)
      throw new PlainError(
        `There are no keys for ${server}: only for weather and calendar; tasks takes user tokens only.`,
      )
    if (scopes.length === 0) throw new PlainError(`--scopes is required; ${server} has ${known.join(', ')}.`)
    if (unknown) throw new PlainError(`There is no scope ${unknown} at ${server}; it has ${known.join(', ')}.`)
    await requireServiceAccount(serviceAccountId)
    const { id, key, hash } = await newApiKey()
    const expiresAt = new Date(Date.now() + (expiresInSeconds ?? API_KEY_DAYS * DAY_SECONDS) * 1_000)
    await keys.create({ data: { id, server, serviceAccountId, clientId, scopes, hash, expiresAt } })
    await writeDown(id, 'key_made')
    return { id, key, expiresAt }
  }

  async function find(id: string) {
    const key = await keys.findUnique({ where: { id } })
    if (!key) throw new PlainError(`There is no key ${id}. npm run keys -- list shows all.`)
    return key
  }

  return {
    create,
    list: () => keys.findMany({ orderBy: { createdAt: 'asc' } }),
    async rotate(id, { overlapSeconds, expiresInSeconds }) {
      const { server, scopes, serviceAccountId, clientId, createdAt, expiresAt } = await find(id)
      const lifetimeSeconds = (expiresAt.getTime() - createdAt.getTime()) / 1_000
      const order = {
        server,
        scopes,
        serviceAccountId,
        clientId,
        expiresInSeconds: expiresInSeconds ?? lifetimeSeconds,
      }
      const successor = await create(order)
      const end = new Date(Math.min(expiresAt.getTime(), Date.now() + overlapSeconds * 1_000))
      await keys.update({ where: { id }, data: { expiresAt: end } })
      await writeDown(id, 'key_replaced')
      return successor
    },
    async revoke(id) {
      await find(id)
      await keys.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: new Date() } })
      await writeDown(id, 'key_revoked')
    },
    close: () => database.close(),
  }
}
