import { type Attack, defineAttack, type Expectation } from '../attack.ts'
import type { Exchange } from '../http/exchange.ts'
import { type AuthorizationRequest, prepareAuthorization } from '../oauth/authorization-request.ts'
import { followAuthorization } from '../oauth/follow-authorization.ts'
import { visit } from '../oauth/sign-in.ts'
import type { Scene } from '../scene.ts'

const REDIRECT_URI = 'http://127.0.0.1:49157/callback'

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

/** Requests that an honest client never sends, answered where they were made. */
export const authorizationRequestAttacks: readonly Attack[] = oddRequests.map(({ send, ...attack }) =>
  defineAttack({
    ...attack,
    file: 'apps/web/src/authorization-server/check-authorization-request.ts',
    prepare: ({ target }: Scene): Promise<AuthorizationRequest> =>
      prepareAuthorization({
        issuer: target.web,
        resource: target.servers.tasks,
        scope: 'tasks:read',
        redirectUri: REDIRECT_URI,
      }),
    async honest(scene, { url }) {
      return (await followAuthorization((await scene.session('alice')).clone(), url, REDIRECT_URI)).last
    },
    isAccepted: ({ headers }: Exchange) => new URL(headers.location ?? 'about:blank').searchParams.has('code'),
    async attack(scene, { url }) {
      return visit((await scene.session('alice')).clone(), send(new URL(url)))
    },
  }),
)
