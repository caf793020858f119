import type { RemoteFetch } from './remote-authorization.ts'
import { RemoteOAuthError } from './remote-oauth-error.ts'

const NO_BODY = [204, 205, 304]

/**
 * The caller's fetch, where what is no answer, or no whole one, is an error of ours: it says nothing about a grant. A
 * redirect is one as well: whoever was checked has to answer, and a code or a secret is not carried on to somebody else.
 *
 * @throws RemoteOAuthError `unreachable` or `invalid_answer`
 */
export function checkedFetch(fetch: RemoteFetch): RemoteFetch {
  return async (url, init) => {
    const { host } = new URL(url)
    const [response, body] = await fetch(url, { ...init, redirect: 'manual' })
      .then(async (answer) => [answer, await answer.text()] as const)
      .catch(() => {
        throw new RemoteOAuthError('unreachable', `No answer from ${host}.`)
      })
    const { status, type, redirected } = response
    if (type === 'opaqueredirect' || redirected || (status >= 300 && status < 400)) {
      throw new RemoteOAuthError('invalid_answer', `${host} redirects elsewhere, which is not followed.`)
    }
    if (status === 429 || status >= 500) throw new RemoteOAuthError('unreachable', `${host} is out of order.`)
    return new Response(NO_BODY.includes(status) ? null : body, response)
  }
}
