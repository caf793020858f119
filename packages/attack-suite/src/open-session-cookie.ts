import { hkdfSync } from 'node:crypto'
import { jwtDecrypt } from 'jose'
import type { CookieJar } from './http/cookie-jar.ts'
import { SESSION_COOKIE } from './oauth/sign-in.ts'

/** What the web app keeps in its session cookie, as far as attacks use it. */
export interface SessionContent {
  /** The session's name in tokens. */
  sid: string
  /** The person's token for the host API. */
  hostToken: string
}

/**
 * Decrypts a genuine session cookie with the web app's secret: what is inside is what a break-in would find.
 *
 * @throws Error when the jar has no session or the secret is another
 */
export async function openSessionCookie(jar: CookieJar, sessionSecret: string): Promise<SessionContent> {
  const cookie = jar.all().find(({ name }) => SESSION_COOKIE.test(name))
  if (!cookie) throw new Error('The jar has no session')
  const key = hkdfSync('sha256', sessionSecret, '', 'NextAuth.js Generated Encryption Key', 32)
  const { payload } = await jwtDecrypt(cookie.value, new Uint8Array(key))
  return { sid: String(payload.sid), hostToken: String(payload.hostToken) }
}
