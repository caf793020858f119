import { dynamicClientRegistrationRequest } from 'oauth4webapi'
import { z } from 'zod'
import { endpointOf } from './endpoint-of.ts'
import { refusalOf } from './refusal.ts'
import type { RemoteAuthorization, RemoteFetch } from './remote-authorization.ts'
import type { RegisteredClient } from './remote-client.ts'
import { RemoteOAuthError } from './remote-oauth-error.ts'

interface RegistrationOrder {
  remote: RemoteAuthorization
  name: string
  redirectUri: string
  fetch: RemoteFetch
}

/** Those we know, the one without a secret to keep first. */
const AUTH_METHODS = ['none', 'client_secret_basic', 'client_secret_post']

const registrationSchema = z.object({
  client_id: z.string().min(1).max(2048),
  client_secret: z.string().max(2048).optional(),
  token_endpoint_auth_method: z.string().optional(),
})

/**
 * Registers a client of ours at this authorization server, which the specification keeps for servers that support
 * nothing better. Nothing calls it by itself: an administrator orders it.
 *
 * @throws RemoteOAuthError
 * @see RFC 7591 §3; MCP 2026-07-28, Dynamic Client Registration
 */
export async function registerClient(order: RegistrationOrder): Promise<RegisteredClient> {
  const { remote, name, redirectUri, fetch } = order
  const { registrationEndpoint: endpoint, issuer } = remote
  const offered = remote.clientAuthMethods ?? ['client_secret_basic']
  const method = AUTH_METHODS.find((name) => offered.includes(name))
  if (!endpoint || !method) {
    throw new RemoteOAuthError('client_unknown', 'The authorization server registers no client of our kind by itself.')
  }
  const { as, options } = endpointOf(remote, endpoint, fetch)
  const response = await dynamicClientRegistrationRequest(
    as,
    {
      client_name: name,
      redirect_uris: [redirectUri],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: method,
      // MCP: "MUST specify an appropriate `application_type`". Loopback addresses are for native applications.
      application_type: redirectUri.startsWith('https:') ? 'web' : 'native',
    },
    options,
  ).catch((error: unknown) => {
    throw refusalOf(error)
  })
  const registration = registrationSchema.safeParse(await response.json().catch(() => null))
  if (response.status !== 201 || !registration.success) {
    throw new RemoteOAuthError('refused', 'The authorization server did not register our client.')
  }
  const { client_id: clientId, client_secret: clientSecret, token_endpoint_auth_method: authMethod } = registration.data
  return { kind: 'registered', issuer, clientId, clientSecret, authMethod }
}
