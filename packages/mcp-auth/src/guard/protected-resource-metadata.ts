export interface ProtectedResourceMetadata {
  resource: string
  resource_name: string
  authorization_servers: string[]
  scopes_supported: string[]
  bearer_methods_supported: ['header']
  dpop_signing_alg_values_supported: string[]
}

/**
 * Where the metadata document of a resource lives: the well-known path is inserted before the resource's own path.
 *
 * @see RFC 9728 §3.1
 */
export function resourceMetadataUrl(resource: string): string {
  const url = new URL(resource)
  const path = url.pathname === '/' ? '' : url.pathname
  return `${url.origin}/.well-known/oauth-protected-resource${path}`
}
