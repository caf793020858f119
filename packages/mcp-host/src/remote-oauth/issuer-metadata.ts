import { buildDiscoveryUrls } from '@modelcontextprotocol/client'
import { z } from 'zod'
import { fetchDocument, scopeListSchema } from './fetch-document.ts'
import type { RemoteFetch } from './remote-authorization.ts'
import { RemoteOAuthError } from './remote-oauth-error.ts'
import { type AddressRules, secureAddress } from './secure-address.ts'

interface IssuerOrder extends AddressRules {
  issuer: string
  fetch: RemoteFetch
}

const addressSchema = z.string().max(2048)
const namesSchema = z.array(z.string().max(100)).max(100)

const issuerMetadataSchema = z.object({
  issuer: addressSchema,
  authorization_endpoint: addressSchema,
  token_endpoint: addressSchema,
  revocation_endpoint: addressSchema.optional(),
  registration_endpoint: addressSchema.optional(),
  code_challenge_methods_supported: namesSchema.optional(),
  scopes_supported: scopeListSchema.optional(),
  token_endpoint_auth_methods_supported: namesSchema.optional(),
  id_token_signing_alg_values_supported: namesSchema.optional(),
  client_id_metadata_document_supported: z.boolean().optional(),
  authorization_response_iss_parameter_supported: z.boolean().optional(),
})

/**
 * The authorization server's metadata, by OAuth's discovery or by OpenID Connect's: of this issuer and no other, all
 * of it https, with PKCE S256.
 *
 * @throws RemoteOAuthError
 * @see RFC 8414 §3.3; MCP 2026-07-28, Authorization Server Metadata Discovery
 */
export async function fetchIssuerMetadata(order: IssuerOrder): Promise<z.output<typeof issuerMetadataSchema>> {
  const { issuer, fetch } = order
  const { host } = secureAddress(issuer, order)
  for (const { url } of buildDiscoveryUrls(issuer)) {
    const found = await fetchDocument({ url, schema: issuerMetadataSchema, fetch })
    if (!found) continue
    // RFC 8414 §3.3: identical. As strings: what a parser makes equal may belong to somebody else.
    if (found.issuer !== issuer) {
      throw new RemoteOAuthError('issuer_mismatch', `The metadata of ${host} is about another authorization server.`)
    }
    const { authorization_endpoint, token_endpoint, revocation_endpoint, registration_endpoint } = found
    for (const endpoint of [authorization_endpoint, token_endpoint, revocation_endpoint, registration_endpoint]) {
      if (endpoint !== undefined) secureAddress(endpoint, order)
    }
    // MCP: "If the field is absent, MCP clients MUST refuse to proceed."
    if (!found.code_challenge_methods_supported?.includes('S256')) {
      throw new RemoteOAuthError('pkce_unsupported', `${host} does not say that it supports PKCE with S256.`)
    }
    return found
  }
  throw new RemoteOAuthError('no_metadata', `${host} publishes no metadata as an authorization server.`)
}
