import type { RemoteAuthorization } from './remote-authorization.ts'
import { assertClientOf, type RegisteredClient, type RemoteClient } from './remote-client.ts'
import { RemoteOAuthError } from './remote-oauth-error.ts'

interface ClientChoice {
  remote: RemoteAuthorization
  /** What an administrator registered there, when one did. */
  registered?: RegisteredClient | undefined
  /** Our own client metadata document, where it can be read from outside. */
  metadataDocumentUrl?: string | undefined
}

/**
 * The client that was registered for this server, else our metadata document. Nothing registers itself here.
 *
 * @throws RemoteOAuthError `issuer_mismatch`, or `client_unknown`: then an administrator has to register one
 * @see MCP 2026-07-28, Client Registration
 */
export function chooseClient({ remote, registered, metadataDocumentUrl }: ClientChoice): RemoteClient {
  const client: RemoteClient | undefined =
    registered ?? (metadataDocumentUrl ? { kind: 'metadata_document', clientId: metadataDocumentUrl } : undefined)
  if (!client) {
    throw new RemoteOAuthError('client_unknown', 'A client has to be registered at the authorization server first.')
  }
  assertClientOf(client, remote)
  return client
}
