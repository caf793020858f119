import type { PendingAuthorization } from '../remote-oauth/begin-authorization.ts'
import type { RegisteredClient } from '../remote-oauth/remote-client.ts'
import { type OddOrigin, startOddOrigin } from './odd-origin.ts'

type Document = Record<string, unknown>

export interface OddRemote {
  /** The MCP endpoint, protected. */
  url: string
  server: OddOrigin
  issuer: OddOrigin
  /** As they are published: a test may change them at any time. */
  resourceMetadata: Document
  issuerMetadata: Document
  /** What the token endpoint answers. */
  tokenAnswer: Document
  client: RegisteredClient
  /** Bodies of what was sent to the token endpoint. */
  tokenRequests(): URLSearchParams[]
  stop(): Promise<void>
}

export const REDIRECT_URI = 'https://chaperone.test/callback'

/** A third-party MCP server and its authorization server, on two origins. Honest until a test makes them lie. */
export async function startOddRemote(): Promise<OddRemote> {
  const [server, issuer] = await Promise.all([startOddOrigin(), startOddOrigin()])
  const url = `${server.origin}/mcp`
  const resourceMetadata: Document = {
    resource: url,
    authorization_servers: [issuer.origin],
    scopes_supported: ['notes:read'],
  }
  const issuerMetadata: Document = {
    issuer: issuer.origin,
    authorization_endpoint: `${issuer.origin}/authorize`,
    token_endpoint: `${issuer.origin}/token`,
    revocation_endpoint: `${issuer.origin}/revoke`,
    registration_endpoint: `${issuer.origin}/register`,
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
  }
  const tokenAnswer: Document = {
    access_token: 'access-1',
    token_type: 'Bearer',
    expires_in: 300,
    refresh_token: 'refresh-1',
  }
  const metadataUrl = `${server.origin}/.well-known/oauth-protected-resource/mcp`
  server.answer('/mcp', () => ({
    status: 401,
    headers: { 'WWW-Authenticate': `Bearer resource_metadata="${metadataUrl}", scope="notes:read"` },
  }))
  server.answer('/.well-known/oauth-protected-resource/mcp', () => ({ body: resourceMetadata }))
  issuer.answer('/.well-known/oauth-authorization-server', () => ({ body: issuerMetadata }))
  issuer.answer('/token', () => ({ body: tokenAnswer }))
  issuer.answer('/revoke', () => ({}))
  return {
    url,
    server,
    issuer,
    resourceMetadata,
    issuerMetadata,
    tokenAnswer,
    client: { kind: 'registered', issuer: issuer.origin, clientId: 'chaperone', clientSecret: 'client-secret-1' },
    tokenRequests: () =>
      issuer.received.filter(({ path }) => path === '/token').map(({ body }) => new URLSearchParams(body)),
    async stop() {
      await Promise.all([server.stop(), issuer.stop()])
    },
  }
}

/** What an honest browser comes back with, save for what the test changes. */
export function callbackOf({ state, remote }: PendingAuthorization, change: Record<string, string | null> = {}) {
  const honest = { code: 'code-1', state, iss: remote.issuer }
  const entries = Object.entries({ ...honest, ...change }).flatMap(([name, value]) =>
    value === null ? [] : [[name, value] as [string, string]],
  )
  return new URLSearchParams(entries)
}
