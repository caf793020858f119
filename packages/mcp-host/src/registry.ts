import { isRemoteConnection, type ServerName } from '@chaperone/contracts'
import type { Label, TrustTier } from './flow/policy.ts'
import type { Principal } from './principal.ts'
import type { RemoteAccounts, RemoteServer } from './remote-accounts.ts'
import type { RemoteFetch } from './remote-oauth/remote-authorization.ts'

/** Which credential the host presents on one connection. */
export type CredentialRule =
  /** A token of the signed-in person, issued for exactly this server. */
  | { kind: 'user_jwt' }
  /** The host's own key at this server, whoever is signed in. */
  | { kind: 'api_key'; key: string }
  /** The key for tools whose scope it has, a token of the person for all others: least context first. */
  | { kind: 'api_key_first'; key: string; keyScopes: readonly string[] }
  /** What the person's own account at a server of somebody else's was given: never anything of ours. */
  | { kind: 'remote_account' }

/** One way from the host to a server. Two connections may lead to the same server with different credentials. */
export interface Connection {
  id: string
  title: string
  server: ServerName | 'remote'
  /** Resource identifier: the audience of tokens for this server. @see RFC 8707 §2 */
  resource: string
  /** Where to connect; differs from `resource` only behind a private network. */
  address: string
  credential: CredentialRule
  /** Whether arguments stay with us. */
  trust: TrustTier
  /** What its results are, for wherever they go next. */
  resultLabels: readonly Label[]
  /** What its requests are made with; the runtime's own where it is missing, as for servers of ours. */
  fetch?: RemoteFetch
}

/** Connections of configuration; nothing a person or model says adds to them. */
export type Registry = readonly Connection[]

/** The connections of each person: those of configuration, and the servers that this person has an account at. */
export interface PersonalRegistry {
  of(principal: Pick<Principal, 'userId'>): Promise<Registry>
  find(principal: Pick<Principal, 'userId'>, id: string): Promise<Connection | undefined>
}

/**
 * Keeps the two kinds of connections apart by their ids: which kind one is, its id alone says.
 *
 * @throws Error for a configured connection with an id of the other kind
 */
export function createRegistry(configured: Registry, remote: RemoteAccounts): PersonalRegistry {
  const taken = configured.find(({ id }) => isRemoteConnection(id))
  if (taken) throw new Error(`${taken.id} is an id for servers of somebody else's`)

  async function remoteOf({ userId }: Pick<Principal, 'userId'>): Promise<Registry> {
    const servers = await remote.serversOf(userId)
    return servers.filter(({ id }) => isRemoteConnection(id)).map((server) => remoteConnection(server, remote))
  }

  return {
    of: async (principal) => [...configured, ...(await remoteOf(principal))],
    async find(principal, id) {
      const candidates = isRemoteConnection(id) ? await remoteOf(principal) : configured
      return candidates.find((connection) => connection.id === id)
    },
  }
}

/** What the person keeps there is theirs, what it says was written by others, and what goes there has left. */
function remoteConnection({ id, title, resource }: RemoteServer, { fetch }: RemoteAccounts): Connection {
  return {
    id,
    title,
    server: 'remote',
    resource,
    address: resource,
    credential: { kind: 'remote_account' },
    trust: 'third_party',
    resultLabels: ['private', 'third_party', 'untrusted_text'],
    fetch,
  }
}
