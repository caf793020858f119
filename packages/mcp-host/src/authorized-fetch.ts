import { oauthErrors } from '@chaperone/contracts'
import type { HostCredential } from './broker.ts'
import { cappedFetch, type SessionBudget } from './capped-fetch.ts'
import type { Connection } from './registry.ts'

interface AuthorizedRequest {
  connection: Pick<Connection, 'resource' | 'fetch'>
  credential: HostCredential
  url: string | URL
  init: RequestInit | undefined
  budget?: SessionBudget
}

/** The nonce that each server gave out last. It says nothing about anybody, so all of this host's people share it. */
const nonces = new Map<string, string>()

/**
 * One request with the credential of its server, and of nobody else. When the server asks for a fresh nonce it has not
 * looked at the request yet, so the request is repeated with one, once.
 *
 * @see RFC 9449 §8, §9
 */
export async function authorizedFetch(request: AuthorizedRequest): ReturnType<typeof cappedFetch> {
  const { resource } = request.connection
  const first = await fetchOnce(request)
  const nonce = first.response.headers.get('dpop-nonce')
  if (nonce) nonces.set(resource, nonce)
  const needsNonce =
    first.response.status === 401 && first.response.headers.get('www-authenticate')?.includes(oauthErrors.useDpopNonce)
  return nonce && needsNonce ? fetchOnce(request) : first
}

async function fetchOnce({
  connection,
  credential,
  url,
  init,
  budget,
}: AuthorizedRequest): ReturnType<typeof cappedFetch> {
  const headers = new Headers(init?.headers)
  const presented = await credential.present({
    method: init?.method ?? 'GET',
    url: connection.resource,
    sentTo: new URL(url).href,
    nonce: nonces.get(connection.resource),
  })
  for (const [name, value] of Object.entries(presented)) headers.set(name, value)
  return cappedFetch(url, { ...init, headers }, connection.fetch, budget)
}
