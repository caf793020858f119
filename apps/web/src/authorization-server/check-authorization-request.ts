import type { IncomingHttpHeaders } from 'node:http'
import { AUTHORIZATION_REQUESTS_PER_NETWORK } from '@chaperone/contracts'
import { networkLimit } from '../session/network-limit'

export interface RequestProblem {
  status: 400 | 405 | 429
  /** For the client's developer. */
  description: string
}

/** Several times what clients send. */
const MAX_CHARACTERS = 4_096

/**
 * What this server refuses at the authorization endpoint before the library reads the request; null when there is
 * nothing. The code travels in the query alone: a form that posts it is a page, and a fragment is read by scripts.
 * Control characters are no part of any parameter, and the database cannot store NUL. A request in a body
 * would pass these checks by.
 *
 * @see RFC 6749 §3.1: GET is required, POST optional. Appendix A: parameters are visible ASCII
 */
export function authorizationProblem(method: string, parameters: URLSearchParams): RequestProblem | null {
  if (method === 'POST') return { status: 405, description: 'send the request in the query of a GET' }
  // Each request is kept for ten minutes, whoever sends it.
  if (String(parameters).length > MAX_CHARACTERS) return { status: 400, description: 'the request is too long' }
  for (const [name, value] of parameters) {
    if (/\p{Cc}/u.test(name + value)) return { status: 400, description: 'parameters have no control characters' }
  }
  const modes = parameters.getAll('response_mode')
  if (modes.some((mode) => mode !== 'query')) return { status: 400, description: 'response_mode can only be query' }
  return null
}

/**
 * Whether a browser asks for the authorization endpoint without going there: a page has it as an image, a frame or a
 * fetch, which would use up the limits of its visitors' networks. Programs that are no browser say nothing of the kind.
 *
 * @see Fetch Metadata Request Headers §2.1: "document" is a navigation of the whole window
 */
export function isEmbedded(headers: IncomingHttpHeaders): boolean {
  const { 'sec-fetch-dest': destination = 'document' } = headers
  return destination !== 'document'
}

const perNetwork = networkLimit('authorization-requests', AUTHORIZATION_REQUESTS_PER_NETWORK)

/**
 * One network begins only so many requests a minute, and as many come back from the consent page: each is a row, which
 * anybody can have written. @see RFC 6585 §4
 */
export async function tooManyRequests(address: string, way = 'way there'): Promise<RequestProblem | null> {
  if (await perNetwork().take(address, way)) return null
  return { status: 429, description: 'Too many requests. Try again in a minute.' }
}
