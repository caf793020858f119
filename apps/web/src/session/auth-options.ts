import { newId, SESSION_SECONDS, TOKEN_RENEWAL_MARGIN_SECONDS } from '@chaperone/contracts'
import type { NextAuthOptions } from 'next-auth'
import { isKeyKnown } from '../authorization-server/key-ring'
import { mintToken } from '../authorization-server/mint-token'
import { env, hostAudience } from '../env'
import { once } from '../once'
import { isEnded, isSession, type Session } from './read-session'
import { sessionCookieName } from './session-cookie'
import { beginSession, touchSession } from './sessions'
import { signInLog } from './sign-in-log'
import { NOBODY, type SignedIn } from './sign-in-providers'

/**
 * What every use of next-auth shares; the sign-in route adds its provider. The session cookie is encrypted and holds the person's token for the host API; what
 * the browser's JavaScript can read of it is name, address and role.
 */
export const authOptions = once('auth-options', (): NextAuthOptions => {
  const isHttps = env().WEB_ORIGIN.startsWith('https:')
  return {
    secret: env().SESSION_SECRET,
    logger: signInLog,
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    // Inside the cookie as well: the library's own limit for a copied one is 30 days.
    jwt: { maxAge: SESSION_SECONDS },
    pages: { signIn: '/login', error: '/login' },
    useSecureCookies: isHttps,
    cookies: {
      sessionToken: {
        name: sessionCookieName(),
        options: { httpOnly: true, sameSite: 'lax', path: '/', secure: isHttps },
      },
    },
    providers: [],
    callbacks: {
      // Somebody whom another service knows, and nobody here.
      signIn: ({ user }) => user.id !== NOBODY || '/login?error=NoAccount',
      async jwt({ token, user }) {
        const signedInAt = Math.floor(Date.now() / 1_000)
        const session = user ? { ...token, sub: user.id, sid: newId('session'), signedInAt } : token
        if (user) await beginSession({ id: String(session.sid), userId: user.id }, (user as unknown as SignedIn).signIn)
        if (!isSession(session) || (await isEnded(session))) throw new Error('This session is over.')
        return withHostToken(session)
      },
      // The host token stays in the cookie: this is what /api/auth/session tells the browser.
      session: ({ session, token }) => ({ ...session, user: { ...session.user, id: token.sub } }),
      redirect: ({ url, baseUrl }) => (new URL(url, baseUrl).origin === baseUrl ? url : baseUrl),
    },
  }
})

/** The session with a token for the host API that is still good for a moment. */
export async function withHostToken(session: Session): Promise<Session & { hostToken: string }> {
  const soon = Date.now() / 1_000 + TOKEN_RENEWAL_MARGIN_SECONDS
  const { hostToken } = session
  const isFresh = typeof hostToken === 'string' && Number(session.hostTokenExpiresAt) > soon
  // Keys may have been replaced at once, and with them every token is.
  if (isFresh && (await isKeyKnown(hostToken))) return { ...session, hostToken }
  const { token, expiresAtSeconds } = await mintToken({
    userId: session.sub,
    origin: { kind: 'session', id: session.sid },
    identifier: hostAudience(),
  })
  await touchSession(session.sid)
  return { ...session, hostToken: token, hostTokenExpiresAt: expiresAtSeconds }
}
