import { newId, SESSION_SECONDS, TOKEN_RENEWAL_MARGIN_SECONDS } from '@chaperone/contracts'
import type { NextAuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import type { OAuthConfig } from 'next-auth/providers/oauth'
import { isKeyKnown } from '../authorization-server/key-ring'
import { mintToken } from '../authorization-server/mint-token'
import { env, hostAudience } from '../env'
import { once } from '../once'
import { personOfExternal } from './external-person'
import { externalProviders } from './external-providers'
import { networkOf } from './network-of'
import { isEnded, isSession, type Session } from './read-session'
import { sessionCookieName } from './session-cookie'
import { beginSession, type SignInPlace, touchSession } from './sessions'
import { signInWith } from './sign-in-with'

/** In the place of a person's id: see `signIn`. The library takes no empty one. */
const NOBODY = 'nobody'

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
      // Somebody whom another service knows, and nobody here.
      signIn: ({ user }) => user.id !== NOBODY || '/login?error=NoAccount',
      async jwt({ token, user }) {
        const signedInAt = Math.floor(Date.now() / 1_000)
        const session = user ? { ...token, sub: user.id, sid: newId('session'), signedInAt } : token
        if (user) await beginSession({ id: String(session.sid), userId: user.id }, (user as unknown as SignedIn).place)
        if (!isSession(session) || (await isEnded(session))) throw new Error('This session is over.')
        return withHostToken(session)
      },
      // The host token stays in the cookie: this is what /api/auth/session tells the browser.
      session: ({ session, token }) => ({ ...session, user: { ...session.user, id: token.sub } }),
      redirect: ({ url, baseUrl }) => (new URL(url, baseUrl).origin === baseUrl ? url : baseUrl),
    },
  }
})

/** What `authorize` hands to the `jwt` callback; nothing of it but the id gets into the cookie. */
interface SignedIn {
  place: SignInPlace
}

const problems = {
  throttled: { status: 429, code: 'Throttled' },
  unavailable: { status: 503, code: 'Unavailable' },
} as const

/**
 * Sign-in by email and password from one address. `onProblem` gets the HTTP status when it is not the credentials that
 * are wrong.
 */
export function credentialsFrom(address: string, agent: string, onProblem: (status: 429 | 503) => void) {
  return CredentialsProvider({
    credentials: { email: {}, password: {} },
    async authorize(input) {
      const outcome = await signInWith(input, address)
      if (outcome.status === 'right')
        return { ...outcome.user, place: { agent, network: networkOf(address), passwordHash: outcome.passwordHash } }
      if (outcome.status === 'wrong') return null
      const { status, code } = problems[outcome.status]
      onProblem(status)
      // next-auth sends the message of whatever is thrown here to the browser, as `error`.
      throw new Error(code)
    },
  })
}

/** Sign-in at the other services that are configured, from one address. */
export function externalFrom(address: string, agent: string): OAuthConfig<object>[] {
  const place: SignInPlace = { agent, network: networkOf(address), passwordHash: null }
  return externalProviders().map(({ issuer, config, profileOf }) => ({
    ...config,
    async profile(claims) {
      const person = await personOfExternal(issuer, profileOf(claims))
      return { id: NOBODY, ...person, place }
    },
  }))
}

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
