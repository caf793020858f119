import type { RemoteFetch } from './remote-authorization.ts'
import { RemoteOAuthError } from './remote-oauth-error.ts'

/**
 * The caller's fetch, where what is no answer is an error of ours. A redirect is one as well: whoever was checked is who
 * has to answer, and a code or a secret is not carried on to somebody else.
 *
 * @throws RemoteOAuthError `unreachable` or `invalid_answer`
 */
export function checkedFetch(fetch: RemoteFetch): RemoteFetch {
  return async (url, init) => {
    const { host } = new URL(url)
    const response = await fetch(url, { ...init, redirect: 'manual' }).catch(() => {
      throw new RemoteOAuthError('unreachable', `No answer from ${host}.`)
    })
    if (response.status >= 500) throw new RemoteOAuthError('unreachable', `${host} is out of order.`)
    const isRedirect = response.type === 'opaqueredirect' || response.redirected
    if (isRedirect || (response.status >= 300 && response.status < 400)) {
      throw new RemoteOAuthError('invalid_answer', `${host} redirects elsewhere, which is not followed.`)
    }
    return response
  }
}
