import { CookieJar } from '../http/cookie-jar.ts'
import type { Exchange } from '../http/exchange.ts'
import { send } from '../http/send.ts'
import { patiently } from '../patiently.ts'

/** Name of the web app's session cookie, with any prefix and port. Not the authorization server's own. */
export const SESSION_COOKIE = /^(?:__Host-|__Secure-)?(?:chaperone|next-auth)\b.*session/

export interface Credentials {
  email: string
  password: string
}

/** The person could not be signed in. */
export class SignInFailed extends Error {
  override name = 'SignInFailed'
}

/**
 * A browser's cookies after signing in with email and password. Waits as told when sign-ins are throttled.
 *
 * @throws SignInFailed
 */
export async function signIn(web: string, credentials: Credentials): Promise<CookieJar> {
  const jar = new CookieJar()
  const answer = await patiently(() => postCredentials(web, jar, credentials))
  if (!jar.has(SESSION_COOKIE)) throw new SignInFailed(`${credentials.email} could not sign in (HTTP ${answer.status})`)
  return jar
}

/** One sign-in attempt as the sign-in page makes it, whatever comes of it. */
export function postCredentials(
  web: string,
  jar: CookieJar,
  credentials: Credentials,
  headers: Record<string, string> = {},
): Promise<Exchange> {
  return postToSignIn(web, jar, 'credentials', { ...credentials }, headers)
}

/** The same by any provider, with what it needs. */
export async function postToSignIn(
  web: string,
  jar: CookieJar,
  provider: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Exchange> {
  const csrf = await visit(jar, { url: `${web}/api/auth/csrf` })
  const { csrfToken = '' } = (csrf.json ?? {}) as { csrfToken?: string }
  return visit(jar, {
    method: 'POST',
    url: `${web}/api/auth/callback/${provider}`,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: web, ...headers },
    body: new URLSearchParams({ csrfToken, ...fields, json: 'true' }).toString(),
  })
}

/** Sends a request with the jar's cookies and keeps those of the answer. */
export async function visit(jar: CookieJar, request: Parameters<typeof send>[0]): Promise<Exchange> {
  const cookie = jar.header(request.url)
  const exchange = await send({ ...request, headers: { ...(cookie ? { Cookie: cookie } : {}), ...request.headers } })
  jar.store(exchange.headers['set-cookie'], request.url)
  return exchange
}
