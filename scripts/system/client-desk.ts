import {
  COMMAND_LINE_CLIENT_ID,
  grantOfClient,
  HOST_CLIENT_ID,
  isServiceAccount,
  newId,
  resourceScopes,
  serverNames,
} from '@chaperone/contracts'
import { openDatabase, openRevocations, type Prisma, untilServersKnow } from '@chaperone/db'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose'
import { openOperatorAudit } from './operator-audit.ts'
import { PlainError } from './plain-error.ts'
import { requireName } from './require-name.ts'

interface PublicKeyOrder {
  name: string
  /** Public JWK, for ES256. Without one a client of people is a public client, and a machine gets a new key. */
  key?: JWK | undefined
}

export interface ClientOrder extends PublicKeyOrder {
  /** Where answers to authorization requests go. */
  redirectUris: string[]
}

export interface MachineOrder extends PublicKeyOrder {
  server: string
  scopes: string[]
}

export interface MadeClient {
  id: string
  /** Of a key that was made for it. Shown once, and kept nowhere. */
  privateKey?: JWK
}

export interface ListedClient {
  id: string
  /** Null for one that is blocked and not registered here: it describes itself, or is gone. */
  name: string | null
  kind: 'machine' | 'people'
  createdAt: Date | null
  blockedAt: Date | null
}

export interface ClientDesk {
  /** A program that asks people for access. @throws PlainError for an address or key that cannot be */
  add(order: ClientOrder): Promise<MadeClient>
  /** A program that acts for itself, as a service account with rows of its own at one server. @throws PlainError */
  addMachine(order: MachineOrder): Promise<MadeClient>
  list(): Promise<ListedClient[]>
  /** Its tokens are refused from the next request on, whoever allowed them. @throws PlainError when there is none */
  remove(id: string): Promise<void>
  /**
   * Nobody can allow it anything, and what people allowed it ends, both from the next request on. Twice is not an error.
   * For an address: the document there with any query, and for the root of a site all documents of the site.
   *
   * @returns what is blocked
   * @throws PlainError for an id that can be no other client's
   */
  block(id: string): Promise<string>
  /** People can allow it something again; what they had allowed it does not come back. @throws PlainError */
  unblock(id: string): Promise<void>
  close(): Promise<void>
}

/** What the operator of the authorization server does with its clients. `url`: signed in as the web app's role. */
export function openClientDesk(url: string): ClientDesk {
  const database = openDatabase(url, { role: 'web', connections: 1 })
  const revocations = openRevocations(database)
  const audit = openOperatorAudit(database)
  const { client: clients, blockedClient: blocked, oidcRecord: records, serviceAccount } = database.unowned

  const writeDown = (clientId: string, reason: string) => audit({ server: 'authorization-server', clientId, reason })

  /** Its tokens are refused everywhere with the next request, and codes and refresh tokens are gone. */
  async function endGrants(clientId: Prisma.StringFilter | string): Promise<void> {
    const grants = await records.findMany({ where: { model: 'Grant', clientId }, select: { idHash: true } })
    for (const { idHash } of grants) await revocations.revoke({ kind: 'grant', id: idHash })
    await records.deleteMany({ where: { clientId } })
    await untilServersKnow(url)
  }

  return {
    async add({ name: named, redirectUris, key }) {
      const name = requireName(named)
      if (redirectUris.length === 0) throw new PlainError('--redirect is required: where answers go.')
      for (const uri of redirectUris) requireRedirectUri(uri)
      const id = newId('client')
      const metadata = {
        redirect_uris: redirectUris,
        grant_types: ['authorization_code', 'refresh_token'],
        ...(key && authenticatedBy(await publicKey(key))),
      }
      await clients.create({ data: { id, name, metadata: asStored(metadata) } })
      await writeDown(id, 'client_added')
      return { id }
    },

    async addMachine({ name: named, server, scopes, key }) {
      const name = requireName(named)
      requireScopes(server, scopes)
      const id = newId('service')
      const made = key ? undefined : await generateKeyPair('ES256', { extractable: true })
      const known = await publicKey(key ?? (await exportJWK((made as NonNullable<typeof made>).publicKey)))
      await serviceAccount.create({ data: { id, name } })
      const metadata = {
        redirect_uris: [],
        response_types: [],
        grant_types: ['client_credentials'],
        ...authenticatedBy(known),
      }
      await clients.create({ data: { id, name, resource: server, scopes, metadata: asStored(metadata) } })
      await writeDown(id, 'client_added')
      if (!made) return { id }
      return { id, privateKey: { ...(await exportJWK(made.privateKey)), kid: String(known.kid), alg: 'ES256' } }
    },

    async list() {
      const rows = await clients.findMany({ orderBy: { createdAt: 'asc' } })
      const blocks = await blocked.findMany({ orderBy: { blockedAt: 'asc' } })
      const since = new Map(blocks.map(({ clientId, blockedAt }) => [clientId, blockedAt]))
      const registered = new Set(rows.map(({ id }) => id))
      const others = blocks.filter(({ clientId }) => !registered.has(clientId))
      return [
        ...rows.map(({ id, name, createdAt }) => ({ id, name, createdAt })),
        ...others.map(({ clientId }) => ({ id: clientId, name: null, createdAt: null })),
      ].map((client) => ({
        ...client,
        kind: isServiceAccount(client.id) ? 'machine' : 'people',
        blockedAt: since.get(client.id) ?? null,
      }))
    },

    async remove(id) {
      requireRemovable(id)
      const { count } = await clients.deleteMany({ where: { id } })
      if (count === 0) throw unknown(id)
      // A machine's account stays: what it owns belongs to it.
      await revocations.revoke({ kind: 'grant', id: grantOfClient(id) })
      await endGrants(id)
      await writeDown(id, 'client_removed')
    },

    async block(id) {
      requireBlockable(id)
      if (!isWebAddress(id) && !(await clients.findUnique({ where: { id } }))) throw unknown(id)
      // First, so that nothing new begins behind what is ended.
      const name = blockedAs(id)
      await blocked.createMany({ data: { clientId: name }, skipDuplicates: true })
      await endGrants(name)
      if (isWebAddress(name)) await endGrants({ startsWith: under(name) })
      await writeDown(name, 'client_blocked')
      return name
    },

    async unblock(id) {
      const { count } = await blocked.deleteMany({ where: { clientId: blockedAs(id) } })
      if (count === 0) throw new PlainError(`${id} is not blocked. npm run clients -- list shows all.`)
      await writeDown(id, 'client_unblocked')
    },

    close: () => database.close(),
  }
}

function unknown(id: string): PlainError {
  return new PlainError(`No client ${id} was added here. npm run clients -- list shows all.`)
}

function isWebAddress(id: string): boolean {
  return URL.canParse(id) && new URL(id).protocol === 'https:'
}

function requireOther(id: string): void {
  if (![HOST_CLIENT_ID, COMMAND_LINE_CLIENT_ID].includes(id)) return
  throw new PlainError(`${id} is a part of this system: it can be neither removed nor blocked.`)
}

/** @throws PlainError for what is not kept here, so that there is nothing to remove */
function requireRemovable(id: string): void {
  requireOther(id)
  if (!URL.canParse(id)) return
  const instead = `npm run clients -- block ${id} takes it away from everybody.`
  throw new PlainError(`A client whose id is a web address describes itself, and was not added here. ${instead}`)
}

/** An address without its query, which a client that describes itself chooses as it likes. */
function blockedAs(id: string): string {
  if (!isWebAddress(id)) return id
  const { origin, pathname } = new URL(id)
  return `${origin}${pathname}`
}

/** How every other address begins for which a block holds. */
function under(address: string): string {
  return new URL(address).pathname === '/' ? address : `${address}?`
}

/** @throws PlainError for what no block could hold, or what another command ends */
function requireBlockable(id: string): void {
  requireOther(id)
  // What ends a machine's tokens cannot be taken back, so it could not be unblocked.
  if (isServiceAccount(id)) throw new PlainError(`${id} acts for itself: npm run clients -- remove ends it.`)
  // Another spelling would be another client, which the web app does not admit.
  if (isWebAddress(id) && new URL(id).href !== id) throw new PlainError(`Its id is spelled ${new URL(id).href}.`)
}

function asStored(metadata: object): Prisma.InputJsonObject {
  return metadata as Prisma.InputJsonObject
}

function authenticatedBy(key: JWK) {
  return { token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [key] } }
}

function requireRedirectUri(uri: string): void {
  const url = URL.canParse(uri) ? new URL(uri) : null
  const isLoopback = url?.protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname)
  if (url && !url.hash && (url.protocol === 'https:' || isLoopback)) return
  throw new PlainError(`${uri} cannot be a redirect address: https, or http on this machine, without a fragment.`)
}

function requireScopes(server: string, scopes: string[]): void {
  const name = serverNames.find((known) => known === server && known !== 'tasks')
  if (!name) throw new PlainError('--server takes weather or calendar. The tasks server knows people only.')
  const known: readonly string[] = resourceScopes[name]
  if (scopes.length === 0) throw new PlainError(`--scopes is required; ${name} has ${known.join(', ')}.`)
  const unknown = scopes.find((scope) => !known.includes(scope))
  if (unknown) throw new PlainError(`There is no scope ${unknown} at ${name}; it has ${known.join(', ')}.`)
}

/** The public half alone, whatever the file holds. @throws PlainError */
async function publicKey({ kty, crv, x, y }: JWK): Promise<JWK> {
  const key = { kty, crv, x, y, alg: 'ES256', use: 'sig' } as JWK
  try {
    await importJWK(key)
    return { ...key, kid: await calculateJwkThumbprint(key) }
  } catch {
    throw new PlainError('The key is not a JWK on the curve P-256, which ES256 needs.')
  }
}
