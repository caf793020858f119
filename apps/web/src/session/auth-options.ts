import { newId, SESSION_SECONDS, TOKEN_RENEWAL_MARGIN_SECONDS } from '@chaperone/contracts'
import type { NextAuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { z } from 'zod'
import { mintToken } from '../authorization-server/mint-token'
import { database } from '../database'
import { env, hostAudience } from '../env'
import { once } from '../once'
import { isPasswordRight } from './password'
import { isEnded, isSession, type Session } from './read-session'
import { sessionCookieName } from './session-cookie'
import { forgetAttempts, mayTry } from './throttle'

const credentialsSchema = z.object({
  email: z.string().trim().toLowerCase().max(254),
  password: z.string().min(1).max(200),
})

/**
 * What every use of next-auth shares; the sign-in route adds its provider. The session cookie is encrypted and holds the person's token for the host API; what
 * the browser's JavaScript can read of it is name, address and role.
 */
export const authOptions = once('auth-options', (): NextAuthOptions => {
  const isHttps = env().WEB_ORIGIN.startsWith('https:')
  return {
    secret: env().SESSION_SECRET,
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
      async jwt({ token, user }) {
        const session = user ? { ...token, sub: user.id, sid: newId('session') } : token
        if (!isSession(session) || (await isEnded(session))) throw new Error('This session was ended.')
        return withHostToken(session)
      },
      // The host token stays in the cookie: this is what /api/auth/session tells the browser.
      session: ({ session, token }) => ({ ...session, user: { ...session.user, id: token.sub } }),
      redirect: ({ url, baseUrl }) => (new URL(url, baseUrl).origin === baseUrl ? url : baseUrl),
    },
  }
})

/** Sign-in by email and password from one address. `onThrottled` runs when there were too many attempts. */
export function credentialsFrom(address: string, onThrottled: () => void) {
  return CredentialsProvider({
    credentials: { email: {}, password: {} },
    async authorize(input) {
      const credentials = credentialsSchema.safeParse(input)
      if (!credentials.success) return null
      const { email, password } = credentials.data
      if (!(await mayTry(email, address))) {
        onThrottled()
        throw new Error('Throttled')
      }
      const user = await database().unowned.user.findUnique({ where: { email } })
      if (!(await isPasswordRight(user?.passwordHash ?? null, password)) || !user) return null
      await forgetAttempts(email, address)
      return { id: user.id, email: user.email, name: user.name }
    },
  })
}

/** The session with a token for the host API that is still good for a moment. */
export async function withHostToken(session: Session): Promise<Session & { hostToken: string }> {
  const soon = Date.now() / 1_000 + TOKEN_RENEWAL_MARGIN_SECONDS
  if (typeof session.hostToken === 'string' && Number(session.hostTokenExpiresAt) > soon) {
    return { ...session, hostToken: session.hostToken }
  }
  const { token, expiresAtSeconds } = await mintToken({
    userId: session.sub,
    origin: { kind: 'session', id: session.sid },
    identifier: hostAudience(),
  })
  return { ...session, hostToken: token, hostTokenExpiresAt: expiresAtSeconds }
}
