import {
  type AuthorizationServer,
  allowInsecureRequests,
  type Client,
  type ClientAuth,
  ClientSecretPost,
  customFetch,
  None,
} from 'oauth4webapi'
import { checkedFetch } from './checked-fetch.ts'
import type { RemoteAuthorization, RemoteFetch } from './remote-authorization.ts'
import { assertClientOf, type RegisteredClient, type RemoteClient } from './remote-client.ts'
import { secureAddress } from './secure-address.ts'

interface EndpointOrder {
  remote: RemoteAuthorization
  client: RemoteClient
  fetch: RemoteFetch
  /** The address that the request goes to. */
  endpoint: string
}

/**
 * What oauth4webapi needs for a request of this client to this authorization server.
 *
 * @throws RemoteOAuthError when the client is another one's
 */
export function endpointOf({ remote, client, fetch, endpoint }: EndpointOrder) {
  assertClientOf(client, remote)
  // Whether loopback may do without https was decided when the address was discovered.
  const { protocol } = secureAddress(endpoint, { allowLoopbackHttp: true })
  const as: AuthorizationServer = {
    issuer: remote.issuer,
    token_endpoint: remote.tokenEndpoint,
    ...(remote.revocationEndpoint && { revocation_endpoint: remote.revocationEndpoint }),
    ...(remote.registrationEndpoint && { registration_endpoint: remote.registrationEndpoint }),
    ...(remote.idTokenAlgorithms && { id_token_signing_alg_values_supported: remote.idTokenAlgorithms }),
    authorization_response_iss_parameter_supported: remote.issRequired,
  }
  const checked = checkedFetch(fetch)
  return {
    as,
    client: { client_id: client.clientId } satisfies Client,
    clientAuth: client.kind === 'registered' ? clientAuthOf(client, remote) : None(),
    options: {
      [customFetch]: (url: string, init: object) => checked(url, init),
      [allowInsecureRequests]: protocol === 'http:',
    },
  }
}

/** How the client proves itself. A secret that the server could not take is not sent. @see RFC 8414 §2 */
function clientAuthOf({ clientSecret, authMethod }: RegisteredClient, remote: RemoteAuthorization): ClientAuth {
  if (!clientSecret) return None()
  const methods = authMethod ? [authMethod] : (remote.clientAuthMethods ?? ['client_secret_basic'])
  if (methods.includes('client_secret_basic')) return basicAuth(clientSecret)
  return methods.includes('client_secret_post') ? ClientSecretPost(clientSecret) : None()
}

/**
 * oauth4webapi encodes `-` and `_` too, which is allowed, and more than servers decode that forget the encoding. This is
 * the form encoding of browsers. @see RFC 6749 §2.3.1
 */
function basicAuth(clientSecret: string): ClientAuth {
  return (_as, { client_id: clientId }, _body, headers) => {
    const [id, secret] = [clientId, clientSecret].map((value) => new URLSearchParams({ '': value }).toString().slice(1))
    headers.set('authorization', `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`)
  }
}
