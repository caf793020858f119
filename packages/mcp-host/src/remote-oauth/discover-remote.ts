import { checkedFetch } from './checked-fetch.ts'
import { fetchIssuerMetadata } from './issuer-metadata.ts'
import { readChallenge } from './read-challenge.ts'
import type { RemoteAuthorization, RemoteFetch } from './remote-authorization.ts'
import { RemoteOAuthError } from './remote-oauth-error.ts'
import { fetchResourceMetadata } from './resource-metadata.ts'
import { type AddressRules, secureAddress } from './secure-address.ts'

export interface DiscoveryOrder extends AddressRules {
  /** The MCP endpoint, as the administrator entered it. */
  url: string
  /** `WWW-Authenticate` of the server's 401, when there was one. */
  challenge?: string | null | undefined
  /** The authorization server we have a registration or tokens at: no other is even asked. */
  expectedIssuer?: string | undefined
  fetch: RemoteFetch
}

/**
 * Finds out who issues tokens for an MCP server, and believes nothing that does not fit: the metadata is about exactly
 * this server, the authorization server about exactly itself, every address is https, PKCE is supported.
 *
 * @throws RemoteOAuthError
 * @see RFC 9728 §3; RFC 8414 §3; MCP 2026-07-28, Authorization Server Discovery
 */
export async function discoverRemote(order: DiscoveryOrder): Promise<RemoteAuthorization> {
  const { challenge, expectedIssuer, allowLoopbackHttp } = order
  const network = { fetch: checkedFetch(order.fetch), allowLoopbackHttp }
  const { metadataUrl, scopes } = readChallenge(challenge)
  const server = await fetchResourceMetadata({ ...network, url: secureAddress(order.url, order), metadataUrl })
  const issuer = chooseIssuer(server.authorization_servers, expectedIssuer)
  const metadata = await fetchIssuerMetadata({ ...network, issuer })
  return {
    resource: server.resource,
    issuer,
    authorizationEndpoint: metadata.authorization_endpoint,
    tokenEndpoint: metadata.token_endpoint,
    revocationEndpoint: metadata.revocation_endpoint,
    registrationEndpoint: metadata.registration_endpoint,
    scopes: scopes ?? server.scopes_supported,
    offersOfflineAccess: metadata.scopes_supported?.includes('offline_access') ?? false,
    takesMetadataDocuments: metadata.client_id_metadata_document_supported ?? false,
    issRequired: metadata.authorization_response_iss_parameter_supported ?? false,
    clientAuthMethods: metadata.token_endpoint_auth_methods_supported,
    idTokenAlgorithms: metadata.id_token_signing_alg_values_supported,
  }
}

/** The one we know, else the first. @see RFC 9728 §7.6 */
function chooseIssuer(named: string[], expected: string | undefined): string {
  const issuer = expected ?? named[0]
  if (issuer !== undefined && named.includes(issuer)) return issuer
  throw new RemoteOAuthError('issuer_mismatch', 'The server names another authorization server than before.')
}
