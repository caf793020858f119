import { env } from '../env'

export function sessionCookieName(): string {
  return cookieName('session-token')
}

/**
 * Name of a cookie of this app that no other site can set. Over http (loopback only) it carries the port, because
 * cookies do not keep ports apart.
 *
 * @see RFC 6265bis §4.1.3.2 (`__Host-`)
 */
export function cookieName(purpose: string): string {
  const { protocol, port } = new URL(env().WEB_ORIGIN)
  return protocol === 'https:' ? `__Host-chaperone.${purpose}` : `chaperone-${port}.${purpose}`
}
