import { z } from 'zod'
import { fetchDocument, scopeListSchema } from './fetch-document.ts'
import type { RemoteFetch } from './remote-authorization.ts'
import { RemoteOAuthError } from './remote-oauth-error.ts'
import { type AddressRules, secureAddress } from './secure-address.ts'

interface ResourceOrder extends AddressRules {
  /** The MCP endpoint we connect to. */
  url: URL
  /** Where the server's challenge says that its metadata is. */
  metadataUrl?: URL | undefined
  fetch: RemoteFetch
}

const WELL_KNOWN = '/.well-known/oauth-protected-resource'

const resourceMetadataSchema = z.object({
  resource: z.string().max(2048),
  authorization_servers: z.array(z.string().max(2048)).min(1).max(20),
  scopes_supported: scopeListSchema.optional(),
})

/**
 * What an MCP server says about who issues its tokens. It must speak for exactly the address connected to; else a
 * stranger's server could have tokens for somebody else's sent to itself.
 *
 * @throws RemoteOAuthError
 * @see RFC 9728 §3.3; MCP 2026-07-28, Protected Resource Metadata Discovery
 */
export async function fetchResourceMetadata(order: ResourceOrder): Promise<z.output<typeof resourceMetadataSchema>> {
  const { url, metadataUrl, fetch } = order
  const root = new URL(WELL_KNOWN, url.origin)
  const ownPath = new URL(`${WELL_KNOWN}${url.pathname === '/' ? '' : url.pathname}${url.search}`, url.origin)
  for (const place of metadataUrl ? [metadataUrl] : [ownPath, root]) {
    const found = await fetchDocument({
      url: secureAddress(place.href, order),
      schema: resourceMetadataSchema,
      fetch,
    })
    if (!found) continue
    const named = URL.parse(found.resource)?.href
    // RFC 9728 §3.3: identical to the URL "into which the well-known URI path suffix was inserted". Only the root
    // document can speak for a whole origin: nobody but the origin's owner can put it there.
    const isWholeOrigin = place.href === root.href && named === new URL(url.origin).href
    if (named !== url.href && !isWholeOrigin) {
      throw new RemoteOAuthError('resource_mismatch', `The metadata of ${url.host} is about another server.`)
    }
    return found
  }
  throw new RemoteOAuthError('no_metadata', `${url.host} does not say who issues its tokens.`)
}
