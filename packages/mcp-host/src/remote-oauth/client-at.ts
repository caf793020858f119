import { type Client, type ClientAuth, ClientSecretPost, None } from 'oauth4webapi'
import type { RemoteAuthorization } from './remote-authorization.ts'
import { assertClientOf, type RegisteredClient, type RemoteClient } from './remote-client.ts'

/**
 * This client, and how it proves itself at this authorization server, as oauth4webapi wants it.
 *
 * @throws RemoteOAuthError when it is a client of another one
 */
export function clientAt(
  remote: RemoteAuthorization,
  client: RemoteClient,
): { client: Client; clientAuth: ClientAuth } {
  assertClientOf(client, remote)
  return {
    client: { client_id: client.clientId },
    clientAuth: client.kind === 'registered' ? secretAuth(client, remote) : None(),
  }
}

/** A secret that the server could not take is not sent. @see RFC 8414 §2 */
function secretAuth({ clientSecret, authMethod }: RegisteredClient, remote: RemoteAuthorization): ClientAuth {
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
