import { clientMetadataDocument } from '@chaperone/mcp-host'
import { env } from '../env'

const PATH = '/mcp-client.json'

/** Where a browser comes back to from the authorization server of a remote server. */
export function callbackUrl(): string {
  return `${env().WEB_ORIGIN}/connections/remote/callback`
}

/** The address that is this app's client id elsewhere; undefined without https, where nobody would accept it. */
export function metadataDocumentUrl(): string | undefined {
  const { WEB_ORIGIN } = env()
  return WEB_ORIGIN.startsWith('https:') ? `${WEB_ORIGIN}${PATH}` : undefined
}

/** What this app says of itself to authorization servers that do not know it. */
export function clientDocument() {
  const { WEB_ORIGIN } = env()
  return clientMetadataDocument({
    url: `${WEB_ORIGIN}${PATH}`,
    name: 'Chaperone',
    homeUrl: WEB_ORIGIN,
    redirectUris: [callbackUrl()],
  })
}
