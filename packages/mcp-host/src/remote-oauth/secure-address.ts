import { RemoteOAuthError } from './remote-oauth-error.ts'

export interface AddressRules {
  /** For development: http too, if the host is this machine's loopback. */
  allowLoopbackHttp?: boolean | undefined
}

const LOOPBACK_HOSTS = ['localhost', '127.0.0.1', '[::1]']

/**
 * An address that something may be sent to, or a browser may be: https, without credentials and fragment. A scheme
 * that runs something where it is opened, such as `javascript:`, gets no further than here.
 *
 * @throws RemoteOAuthError `insecure_address`
 * @see MCP 2026-07-28, Communication Security
 */
export function secureAddress(address: string, { allowLoopbackHttp }: AddressRules): URL {
  const url = URL.parse(address)
  const isLoopbackHttp = url?.protocol === 'http:' && LOOPBACK_HOSTS.includes(url.hostname)
  const isSecure = url?.protocol === 'https:' || (isLoopbackHttp && allowLoopbackHttp)
  if (!url || !isSecure || url.username || url.password || url.hash) {
    throw new RemoteOAuthError(
      'insecure_address',
      'An address of this server, or of who issues its tokens, is not https.',
    )
  }
  return url
}
