import type { IncomingHttpHeaders } from 'node:http'
import CredentialsProvider from 'next-auth/providers/credentials'
import type { OAuthConfig } from 'next-auth/providers/oauth'
import { challengeCookieName } from '../passkeys/challenge'
import { signInWithPasskey } from '../passkeys/sign-in-with-passkey'
import { isIdentityOf, personOfExternal } from './external-person'
import { type EndpointsOf, externalProviders } from './external-providers'
import { networkOf } from './network-of'
import type { SignIn, SignInPlace } from './sessions'
import { type SignInOutcome, signInWith } from './sign-in-with'

/** In the place of a person's id, when another service knows somebody whom nobody here does. The library takes no empty one. */
export const NOBODY = 'nobody'

/** What a provider tells the `jwt` callback of a person; nothing of it but the id gets into the cookie. */
export interface SignedIn {
  signIn: SignIn
}

/** Who asks, as far as the connection tells. */
export interface Visitor {
  address: string
  headers: IncomingHttpHeaders
  cookies: Partial<Record<string, string>>
}

const problems = {
  throttled: { status: 429, code: 'Throttled' },
  unavailable: { status: 503, code: 'Unavailable' },
} as const

/**
 * Sign-in by email and password. `onProblem` gets the HTTP status when it is not the credentials that are wrong.
 */
export function passwordFrom(visitor: Visitor, onProblem: (status: 429 | 503) => void) {
  return CredentialsProvider({
    credentials: { email: {}, password: {} },
    authorize: async (input) => answerTo(visitor, await signInWith(input, visitor.address), onProblem),
  })
}

/** Sign-in by a passkey, with the answer of the browser that asked for the question. */
export function passkeyFrom(visitor: Visitor, onProblem: (status: 429 | 503) => void) {
  return CredentialsProvider({
    id: 'passkey',
    credentials: { answer: {} },
    async authorize(input) {
      const challenge = visitor.cookies[challengeCookieName()]
      return answerTo(
        visitor,
        await signInWithPasskey({ answer: input?.answer, challenge }, visitor.address),
        onProblem,
      )
    },
  })
}

function answerTo(visitor: Visitor, outcome: SignInOutcome, onProblem: (status: 429 | 503) => void) {
  if (outcome.status === 'right') {
    const { user, stillHolds } = outcome
    return { ...user, signIn: { place: placeOf(visitor), stillHolds } }
  }
  if (outcome.status === 'wrong') return null
  const { status, code } = problems[outcome.status]
  onProblem(status)
  // next-auth sends the message of whatever is thrown here to the browser, as `error`.
  throw new Error(code)
}

/**
 * Sign-in at the other services that are configured.
 *
 * @param endpoints of the one that this request is about; no other is asked
 */
export function externalFrom(visitor: Visitor, endpoints: EndpointsOf): OAuthConfig<object>[] {
  return externalProviders().map(({ id, issuer, config, profileOf }) => ({
    ...config,
    ...endpoints[id],
    async profile(claims) {
      const profile = profileOf(claims)
      const person = await personOfExternal(issuer, profile)
      const stillHolds = async () => person !== null && isIdentityOf(person.id, issuer, profile.id)
      return { id: NOBODY, ...person, signIn: { place: placeOf(visitor), stillHolds } }
    },
  }))
}

function placeOf({ address, headers }: Visitor): SignInPlace {
  return { agent: headers['user-agent'] ?? '', network: networkOf(address) }
}
