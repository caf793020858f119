import type { CookieJar } from '../http/cookie-jar.ts'
import type { Exchange } from '../http/exchange.ts'
import { visit } from './sign-in.ts'

const STEPS = 12
const CONSENT_PAGE = /^\/consent\/[\w-]+$/

export interface Followed {
  /** The redirect to the client, when there was one. */
  callbackUrl: string | null
  /** The last answer of the authorization server. */
  last: Exchange
}

/**
 * Goes through an authorization request as a signed-in person's browser does, allowing access when asked, until the
 * server sends the browser to `redirectUri` or answers something that leads no further.
 *
 * @throws Error when a redirect leaves the authorization server for anywhere but `redirectUri`, or never ends
 */
export async function followAuthorization(jar: CookieJar, start: string, redirectUri: string): Promise<Followed> {
  const { origin } = new URL(start)
  let last = await visit(jar, { url: start })
  for (let step = 0; step < STEPS; step += 1) {
    const here = new URL(last.request.url)
    const location = last.headers.location ? new URL(last.headers.location, here) : null
    if (location && `${location.origin}${location.pathname}` === redirectUri) {
      return { callbackUrl: location.href, last }
    }
    if (location && location.origin !== origin) throw new Error(`Redirected away, to ${location.origin}`)
    if (location?.pathname === '/login') throw new Error('The session is not signed in')

    if (location) last = await visit(jar, { url: location.href })
    else if (last.status === 200 && CONSENT_PAGE.test(here.pathname)) last = await allow(jar, here)
    else return { callbackUrl: null, last }
  }
  throw new Error('The authorization request redirects without end')
}

function allow(jar: CookieJar, page: URL): Promise<Exchange> {
  return visit(jar, {
    method: 'POST',
    url: `${page.origin}${page.pathname}/decision`,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: page.origin },
    body: 'decision=allow',
  })
}
