import type { ServerName } from '@chaperone/contracts'
import type { Label, TrustTier } from './flow/policy.ts'

/** Which credential the host presents on one connection. */
export type CredentialRule =
  /** A token of the signed-in person, issued for exactly this server. */
  | { kind: 'user_jwt' }
  /** The host's own key at this server, whoever is signed in. */
  | { kind: 'api_key'; key: string }
  /** The key for tools whose scope it has, a token of the person for all others: least context first. */
  | { kind: 'api_key_first'; key: string; keyScopes: readonly string[] }

/** One way from the host to a server. Two connections may lead to the same server with different credentials. */
export interface Connection {
  id: string
  title: string
  server: ServerName
  /** Resource identifier: the audience of tokens for this server. @see RFC 8707 §2 */
  resource: string
  /** Where to connect; differs from `resource` only behind a private network. */
  address: string
  credential: CredentialRule
  /** Whether arguments stay with us. */
  trust: TrustTier
  /** What its results are, for wherever they go next. */
  resultLabels: readonly Label[]
}

/** The fixed list of connections. It comes from configuration; nothing a person or model says adds to it. */
export type Registry = readonly Connection[]

export function findConnection(registry: Registry, id: string): Connection | undefined {
  return registry.find((connection) => connection.id === id)
}
