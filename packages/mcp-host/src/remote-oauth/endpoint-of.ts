import { type AuthorizationServer, allowInsecureRequests, customFetch } from 'oauth4webapi'
import { checkedFetch } from './checked-fetch.ts'
import type { RemoteAuthorization, RemoteFetch } from './remote-authorization.ts'
import { secureAddress } from './secure-address.ts'

/**
 * An authorization server as oauth4webapi wants it, and the way to one of its endpoints.
 *
 * @throws RemoteOAuthError `insecure_address`
 */
export function endpointOf(remote: RemoteAuthorization, endpoint: string, fetch: RemoteFetch) {
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
  const options = {
    [customFetch]: (url: string, init: object) => checked(url, init),
    [allowInsecureRequests]: protocol === 'http:',
  }
  return { as, options }
}
