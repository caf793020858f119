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

/** Name of the cookie by which next-auth knows the browser again that went to another sign-in service. */
export function stateCookieName(): string {
  return env().WEB_ORIGIN.startsWith('https:') ? '__Secure-next-auth.state' : 'next-auth.state'
}
