import { clientMetadataDocument } from '@chaperone/mcp-host'
import { env } from '../env'

const PATH = '/mcp-client.json'

/**
 * Where a browser comes back to from the authorization server of a remote server: each has an address of its own, so that
 * an answer of one is not taken for an answer of another.
 *
 * @see RFC 9700 §4.4.2.2
 */
export function callbackUrl(serverId: string): string {
  return `${env().WEB_ORIGIN}/connections/remote/callback/${serverId}`
}

/** The address that is this app's client id elsewhere; undefined without https, where nobody would accept it. */
export function metadataDocumentUrl(): string | undefined {
  const { WEB_ORIGIN } = env()
  return WEB_ORIGIN.startsWith('https:') ? `${WEB_ORIGIN}${PATH}` : undefined
}

/** What this app says of itself to authorization servers that do not know it. @param serverIds that it stands for */
export function clientDocument(serverIds: readonly string[]) {
  const { WEB_ORIGIN } = env()
  return clientMetadataDocument({
    url: `${WEB_ORIGIN}${PATH}`,
    name: 'Chaperone',
    homeUrl: WEB_ORIGIN,
    redirectUris: serverIds.map(callbackUrl),
  })
}
