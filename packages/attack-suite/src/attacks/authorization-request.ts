import { type Attack, defineAttack, type Expectation } from '../attack.ts'
import type { Exchange } from '../http/exchange.ts'
import { type AuthorizationRequest, prepareAuthorization } from '../oauth/authorization-request.ts'
import { followAuthorization } from '../oauth/follow-authorization.ts'
import { visit } from '../oauth/sign-in.ts'
import type { Scene } from '../scene.ts'
import { openSession, sealSession } from '../session-cookie.ts'

const REDIRECT_URI = 'http://127.0.0.1:49157/callback'

function prepare({ target }: Scene): Promise<AuthorizationRequest> {
  const { web: issuer, servers } = target
  return prepareAuthorization({ issuer, resource: servers.tasks, scope: 'tasks:read', redirectUri: REDIRECT_URI })
}

const hasCode = ({ headers }: Exchange) => new URL(headers.location ?? 'about:blank').searchParams.has('code')

interface OddRequest {
  id: string
  title: string
  source: string
  control: string
  send(url: URL): { method?: string; url: string; headers?: Record<string, string>; body?: string }
  expect: Expectation
}

function withParameter(url: URL, name: string, value: string): { url: string } {
  url.searchParams.set(name, value)
  return { url: url.href }
}

const INVALID: Expectation = { status: 400, error: 'invalid_request' }

const oddRequests: readonly OddRequest[] = [
  {
    id: 'OAU-20',
    title: 'cannot make the server fail with a state it cannot store',
    source: 'RFC 6749 Appendix A.5',
    control: 'Parameters with control characters are refused before anything is stored.',
    send: (url) => withParameter(url, 'state', 'a\0b'),
    expect: INVALID,
  },
  {
    id: 'OAU-21',
    title: 'cannot pass the checks of the query by sending the request in a body',
    source: 'RFC 6749 §3.1',
    control: 'The authorization endpoint takes GET only.',
    send: (url) => ({
      method: 'POST',
      url: `${url.origin}${url.pathname}`,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: url.searchParams.toString(),
    }),
    expect: { status: 405, error: 'invalid_request' },
  },
  ...(
    [
      { id: 'OAU-22', mode: 'form_post', what: 'in a page of this server' },
      { id: 'OAU-23', mode: 'fragment', what: 'where scripts of a page read it' },
    ] as const
  ).map(({ id, mode, what }) => ({
    id,
    title: `cannot have the code sent ${what}`,
    source: 'RFC 9700 §4.3; OAuth 2.0 Form Post Response Mode §4',
    control: 'query is the only response mode.',
    send: (url: URL) => withParameter(url, 'response_mode', mode),
    expect: INVALID,
  })),
]

interface SignInDemand {
  id: string
  what: string
  parameters: Record<string, string>
}

const demands: readonly SignInDemand[] = [
  { id: 'OAU-27', what: 'a new one', parameters: { prompt: 'login' } },
  { id: 'OAU-28', what: 'one of the last half minute', parameters: { max_age: '30', scope: 'openid tasks:read' } },
]

/** The answer for Alice, who allows it, with a session that began so long ago. */
async function allowedAfter(scene: Scene, ageSeconds: number, parameters: Record<string, string>): Promise<Exchange> {
  const { web, secrets } = scene.target
  const { url } = await prepare(scene)
  const wanted = new URL(url)
  for (const [name, value] of Object.entries(parameters)) wanted.searchParams.set(name, value)
  const jar = (await scene.session('alice')).clone()
  const { name, claims } = await openSession(jar, secrets.sessionSecret)
  const signedInAt = Math.floor(Date.now() / 1_000) - ageSeconds
  jar.store(`${await sealSession({ name, claims: { ...claims, signedInAt } }, secrets.sessionSecret)}; Path=/`, web)
  return (await followAuthorization(jar, wanted.href, REDIRECT_URI)).last
}

function signInDemand({ id, what, parameters }: SignInDemand): Attack {
  return defineAttack({
    id,
    title: `cannot pass an old sign-in off as ${what}`,
    source: 'OpenID Connect Core §3.1.2.1',
    control: 'What a client asks about the sign-in is compared with when the session began.',
    file: 'apps/web/src/authorization-server/recent-sign-in.ts',
    // After the request that follows.
    honest: (scene) => allowedAfter(scene, -5, parameters),
    isAccepted: hasCode,
    attack: (scene) => allowedAfter(scene, 60, parameters),
    expect: { status: [302, 303], error: 'login_required', location: REDIRECT_URI },
  })
}

/** Requests that an honest client never sends, answered where they were made. */
const oddRequestAttacks = oddRequests.map(({ send, ...attack }) =>
  defineAttack({
    ...attack,
    file: 'apps/web/src/authorization-server/check-authorization-request.ts',
    prepare,
    async honest(scene, { url }) {
      return (await followAuthorization((await scene.session('alice')).clone(), url, REDIRECT_URI)).last
    },
    isAccepted: hasCode,
    async attack(scene, { url }) {
      return visit((await scene.session('alice')).clone(), send(new URL(url)))
    },
  }),
)

export const authorizationRequestAttacks: readonly Attack[] = [...oddRequestAttacks, ...demands.map(signInDemand)]
