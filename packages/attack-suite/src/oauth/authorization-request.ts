import { createHash, randomBytes } from 'node:crypto'
import { COMMAND_LINE_CLIENT_ID } from '@chaperone/contracts'
import { send } from '../http/send.ts'

export interface ServerMetadata {
  issuer: string
  authorization_endpoint: string
  token_endpoint: string
}

export interface AuthorizationRequest {
  /** Where the browser goes. */
  url: string
  redirectUri: string
  resource: string
  state: string
  codeVerifier: string
  metadata: ServerMetadata
}

export interface AuthorizationOptions {
  /** Origin of the authorization server. */
  issuer: string
  /** Resource identifier the token is for. @see RFC 8707 §2 */
  resource: string
  /** Space-separated. */
  scope: string
  /** Loopback address with a free port. @see RFC 8252 §7.3 */
  redirectUri: string
  /** The command-line client unless named. */
  clientId?: string
}

/**
 * An authorization request with PKCE S256, fresh state and one resource, ready for a browser.
 *
 * @throws Error when the metadata names another issuer than the one asked, or endpoints elsewhere
 * @see RFC 7636 §4, RFC 8414 §3.3
 */
export async function prepareAuthorization(options: AuthorizationOptions): Promise<AuthorizationRequest> {
  const metadata = await readMetadata(options.issuer)
  const codeVerifier = randomBytes(32).toString('base64url')
  const state = randomBytes(16).toString('base64url')
  const parameters = new URLSearchParams({
    client_id: options.clientId ?? COMMAND_LINE_CLIENT_ID,
    response_type: 'code',
    redirect_uri: options.redirectUri,
    scope: options.scope,
    resource: options.resource,
    state,
    code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  const url = `${metadata.authorization_endpoint}?${parameters}`
  return { url, redirectUri: options.redirectUri, resource: options.resource, state, codeVerifier, metadata }
}

async function readMetadata(issuer: string): Promise<ServerMetadata> {
  const { json, status } = await send({ url: `${issuer}/.well-known/oauth-authorization-server` })
  const metadata = json as ServerMetadata | null
  if (status !== 200 || !metadata) throw new Error(`${issuer} serves no authorization server metadata (HTTP ${status})`)
  // RFC 8414 §3.3: "The 'issuer' value returned MUST be identical to the authorization server's issuer identifier".
  if (metadata.issuer !== issuer) throw new Error(`The metadata of ${issuer} names another issuer`)
  // MCP 2026-07-28 Security Best Practices: never open a javascript: or file: address that a server handed out.
  const endpoints = [metadata.authorization_endpoint, metadata.token_endpoint]
  if (endpoints.some((url) => new URL(url).origin !== issuer)) throw new Error(`${issuer} names endpoints elsewhere`)
  return metadata
}
