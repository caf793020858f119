import { env } from '../env'

/** Name of the session cookie. Over http (loopback only) it carries the port, because cookies do not keep ports apart. */
export function sessionCookieName(): string {
  const { protocol, port } = new URL(env().WEB_ORIGIN)
  return protocol === 'https:' ? '__Host-chaperone.session-token' : `chaperone-${port}.session-token`
}
