import { SESSION_SECONDS, TOKEN_RENEWAL_MARGIN_SECONDS } from '@chaperone/contracts'
import type { NextAuthOptions } from 'next-auth'
import type { JWT } from 'next-auth/jwt'
import CredentialsProvider from 'next-auth/providers/credentials'
import { mintToken } from '../authorization-server/mint-token'
import { env, hostAudience } from '../env'
import { once } from '../once'
import { isInTime } from './session-age'
import { signInWith } from './sign-in-with'

/** Name of the session cookie. Over http (loopback only) it carries the port, because cookies do not keep ports apart. */
export function sessionCookieName(): string {
  const { protocol, port } = new URL(env().WEB_ORIGIN)
  return protocol === 'https:' ? '__Host-chaperone.session-token' : `chaperone-${port}.session-token`
}

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
        const session = user ? { ...token, sub: user.id, signedInAt: Math.floor(Date.now() / 1_000) } : token
        if (!isInTime(session)) throw new Error('This session is over.')
        return session.sub ? withHostToken(session, session.sub) : session
      },
      // The host token stays in the cookie: this is what /api/auth/session tells the browser.
      session: ({ session, token }) => ({ ...session, user: { ...session.user, id: token.sub } }),
      redirect: ({ url, baseUrl }) => (new URL(url, baseUrl).origin === baseUrl ? url : baseUrl),
    },
  }
})

const problems = {
  throttled: { status: 429, code: 'Throttled' },
  unavailable: { status: 503, code: 'Unavailable' },
} as const

/**
 * Sign-in by email and password from one address. `onProblem` gets the HTTP status when it is not the credentials that
 * are wrong.
 */
export function credentialsFrom(address: string, onProblem: (status: 429 | 503) => void) {
  return CredentialsProvider({
    credentials: { email: {}, password: {} },
    async authorize(input) {
      const outcome = await signInWith(input, address)
      if (outcome.status === 'right') return outcome.user
      if (outcome.status === 'wrong') return null
      const { status, code } = problems[outcome.status]
      onProblem(status)
      // next-auth sends the message of whatever is thrown here to the browser, as `error`.
      throw new Error(code)
    },
  })
}

/** The session with a token for the host API that is still good for a moment. */
export async function withHostToken(session: JWT, userId: string): Promise<JWT & { hostToken: string }> {
  const soon = Date.now() / 1_000 + TOKEN_RENEWAL_MARGIN_SECONDS
  if (typeof session.hostToken === 'string' && Number(session.hostTokenExpiresAt) > soon) {
    return { ...session, hostToken: session.hostToken }
  }
  const { token, expiresAtSeconds } = await mintToken({ userId, identifier: hostAudience() })
  return { ...session, hostToken: token, hostTokenExpiresAt: expiresAtSeconds }
}
