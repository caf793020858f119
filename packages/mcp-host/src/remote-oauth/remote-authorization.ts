/**
 * How this room reaches the network. It must follow no redirect, cap size and time, and connect to no address of a
 * private network: addresses in metadata are whatever a stranger wrote there.
 */
export type RemoteFetch = (url: string, init?: RequestInit) => Promise<Response>

/**
 * Who issues the tokens of one third-party MCP server, as its metadata said when every check had passed. Plain JSON.
 * Later requests go to these addresses and no others, whatever the metadata says by then.
 */
export interface RemoteAuthorization {
  /** Resource identifier, exactly as the server publishes it. @see RFC 8707 §2 */
  resource: string
  /** Identifier of the authorization server, compared as a string. Registrations and tokens are kept by it. */
  issuer: string
  authorizationEndpoint: string
  tokenEndpoint: string
  revocationEndpoint?: string | undefined
  registrationEndpoint?: string | undefined
  /** What to ask for first. Undefined when the server names none: then the `scope` parameter is left out. */
  scopes?: string[] | undefined
  /** Whether `offline_access` can be asked for. @see MCP 2026-07-28, Refresh Tokens */
  offersOfflineAccess: boolean
  /** Whether an address of ours can be the client id. */
  takesMetadataDocuments: boolean
  /** Whether each authorization response must carry `iss`. @see RFC 9207 §2.3 */
  issRequired: boolean
  /** How a client with a secret may show it; undefined means `client_secret_basic`. @see RFC 8414 §2 */
  clientAuthMethods?: string[] | undefined
  /** With which it signs ID tokens, for an answer that carries one. It is checked, and nobody is believed by it. */
  idTokenAlgorithms?: string[] | undefined
}
