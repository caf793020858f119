import { checkedFetch } from './checked-fetch.ts'
import type { RemoteFetch } from './remote-authorization.ts'
import { type AddressRules, secureAddress } from './secure-address.ts'

interface ChallengeOrder extends AddressRules {
  /** The MCP endpoint. */
  url: string
  fetch: RemoteFetch
}

/**
 * Calls an MCP server without a token: the `WWW-Authenticate` header of its 401, empty when it has none, or null when
 * the server asks for no token at all.
 *
 * @throws RemoteOAuthError
 * @see RFC 9728 §5
 */
export async function requestChallenge(order: ChallengeOrder): Promise<string | null> {
  const { href } = secureAddress(order.url, order)
  const response = await checkedFetch(order.fetch)(href, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
  })
  return response.status === 401 ? (response.headers.get('www-authenticate') ?? '') : null
}
