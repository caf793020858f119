import { hkdfSync } from 'node:crypto'
import { EncryptJWT, type JWTPayload, jwtDecrypt } from 'jose'
import type { CookieJar } from './http/cookie-jar.ts'
import { SESSION_COOKIE } from './oauth/sign-in.ts'

interface SessionCookie {
  name: string
  claims: JWTPayload
}

/** next-auth derives its key from the secret this way. @see RFC 5869 */
function keyOf(secret: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, '', 'NextAuth.js Generated Encryption Key', 32))
}

/**
 * What a genuine session cookie holds.
 *
 * @throws Error when there is no session cookie, or it was sealed with another secret
 */
export async function openSession(jar: CookieJar, secret: string): Promise<SessionCookie> {
  const cookie = jar.all().find(({ name }) => SESSION_COOKIE.test(name))
  if (!cookie) throw new Error('There is no session cookie')
  const { payload } = await jwtDecrypt(cookie.value, keyOf(secret))
  return { name: cookie.name, claims: payload }
}

/** A `Cookie` header with a session that holds these claims: what only time or the secret can make. */
export async function sealSession({ name, claims }: SessionCookie, secret: string): Promise<string> {
  const sealed = await new EncryptJWT(claims).setProtectedHeader({ alg: 'dir', enc: 'A256GCM' }).encrypt(keyOf(secret))
  return `${name}=${sealed}`
}
