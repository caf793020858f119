import type { RemoteAuthorization } from './remote-authorization.ts'
import { RemoteOAuthError } from './remote-oauth-error.ts'

/** Known by the document at our own https address, wherever an authorization server supports that. */
export interface MetadataDocumentClient {
  kind: 'metadata_document'
  clientId: string
}

/** Registered at one authorization server, and unknown to all others. */
export interface RegisteredClient {
  kind: 'registered'
  issuer: string
  clientId: string
  clientSecret?: string | undefined
  /** How this client shows its secret, where its registration says so. */
  authMethod?: string | undefined
}

/** What we are at an authorization server. */
export type RemoteClient = MetadataDocumentClient | RegisteredClient

/**
 * Passes when we are this client at this authorization server. Its id and its secret are shown to no other.
 *
 * @throws RemoteOAuthError `issuer_mismatch` or `client_unknown`
 * @see MCP 2026-07-28, Authorization Server Binding
 */
export function assertClientOf(client: RemoteClient, remote: RemoteAuthorization): void {
  if (client.kind === 'registered' && client.issuer !== remote.issuer) {
    throw new RemoteOAuthError('issuer_mismatch', 'The client is registered at another authorization server.')
  }
  if (client.kind !== 'metadata_document') return
  // MCP: "The `client_id` URL MUST use the "https" scheme".
  if (!remote.takesMetadataDocuments || !client.clientId.startsWith('https://')) {
    throw new RemoteOAuthError('client_unknown', 'The authorization server cannot read our client metadata document.')
  }
}
