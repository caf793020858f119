import { extractWWWAuthenticateParams } from '@modelcontextprotocol/client'
import { scopeListSchema } from './fetch-document.ts'

export interface Challenge {
  /** Where the server's metadata is. @see RFC 9728 §5.1 */
  metadataUrl?: URL | undefined
  scopes?: string[] | undefined
  error?: string | undefined
}

/** What a `WWW-Authenticate` header asks for; nothing when there is none. @see RFC 6750 §3 */
export function readChallenge(header: string | null | undefined): Challenge {
  if (!header) return {}
  const answer = new Response(null, { status: 401, headers: { 'WWW-Authenticate': header } })
  const { resourceMetadataUrl, scope, error } = extractWWWAuthenticateParams(answer)
  const scopes = scopeListSchema.safeParse(scope?.split(' ').filter(Boolean))
  return { metadataUrl: resourceMetadataUrl, scopes: scopes.data, error }
}
