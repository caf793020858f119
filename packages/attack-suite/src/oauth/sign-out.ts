import type { CookieJar } from '../http/cookie-jar.ts'
import { SESSION_COOKIE, visit } from './sign-in.ts'

/**
 * Signs a browser out as the app's own menu does. Its jar has no session afterwards.
 *
 * @throws Error when the web app does not say that it did
 */
export async function signOut(web: string, jar: CookieJar): Promise<void> {
  const csrf = await visit(jar, { url: `${web}/api/auth/csrf` })
  const { csrfToken = '' } = (csrf.json ?? {}) as { csrfToken?: string }
  const answer = await visit(jar, {
    method: 'POST',
    url: `${web}/api/auth/signout`,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: web },
    body: new URLSearchParams({ csrfToken, json: 'true' }).toString(),
  })
  if (answer.status !== 200 || jar.has(SESSION_COOKIE)) throw new Error(`Could not sign out (HTTP ${answer.status})`)
}
