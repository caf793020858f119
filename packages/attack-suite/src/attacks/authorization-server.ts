import { randomBytes } from 'node:crypto'
import { type Attack, defineAttack, type Expectation } from '../attack.ts'
import type { Exchange } from '../http/exchange.ts'
import { send } from '../http/send.ts'
import { type AuthorizationRequest, prepareAuthorization } from '../oauth/authorization-request.ts'
import { followAuthorization } from '../oauth/follow-authorization.ts'
import { readCode, redeemCode } from '../oauth/redeem-code.ts'
import type { Scene } from '../scene.ts'

const REDIRECT_URI = 'http://127.0.0.1:49153/callback'
const SERVER = 'apps/web/src/authorization-server/provider.ts'

function prepare({ target }: Scene): Promise<AuthorizationRequest> {
  return prepareAuthorization({
    issuer: target.web,
    resource: target.servers.tasks,
    scope: 'tasks:read',
    redirectUri: REDIRECT_URI,
  })
}

async function follow(scene: Scene, url: string): Promise<Exchange> {
  const session = await scene.session('alice')
  return (await followAuthorization(session.clone(), url, REDIRECT_URI)).last
}

function sentBack({ headers }: Exchange): boolean {
  return new URL(headers.location ?? 'about:blank').searchParams.has('code')
}

interface OddAuthorization {
  id: string
  title: string
  source: string
  control: string
  change(parameters: URLSearchParams, scene: Scene): void
  expect: Expectation
}

/** The mistake is shown to the person; a browser is never sent to an address that was not registered. */
const NO_REDIRECT: Expectation = { status: 400, excludes: 'evil.example/' }

function sentBackWith(error: string | readonly string[]): Expectation {
  return { status: [302, 303], error, location: REDIRECT_URI }
}

const redirectUris = [
  { id: 'OAU-01', what: 'another site', uri: 'https://evil.example/callback' },
  {
    id: 'OAU-02',
    what: 'a site whose name begins like the registered one',
    uri: 'http://127.0.0.1.evil.example/callback',
  },
  { id: 'OAU-03', what: 'another path of the registered one', uri: 'http://127.0.0.1:49153/callback/evil' },
  { id: 'OAU-04', what: 'a user part in front of another site', uri: 'http://127.0.0.1:49153@evil.example/callback' },
] as const

const oddAuthorizations: readonly OddAuthorization[] = [
  ...redirectUris.map(({ id, what, uri }) => ({
    id,
    title: `cannot have the code sent to ${what}`,
    source: 'MCP 2026-07-28 Authorization, Open Redirection; CVE-2025-4143',
    control: 'redirect_uri must be a registered one; only the port of a loopback address may differ.',
    change: (parameters: URLSearchParams) => parameters.set('redirect_uri', uri),
    expect: NO_REDIRECT,
  })),
  {
    id: 'OAU-05',
    title: 'cannot leave out PKCE',
    source: 'MCP 2026-07-28 Authorization, Authorization Code Protection; CVE-2025-4144',
    control: 'Every request carries a code_challenge.',
    change(parameters) {
      parameters.delete('code_challenge')
      parameters.delete('code_challenge_method')
    },
    expect: sentBackWith('invalid_request'),
  },
  {
    id: 'OAU-06',
    title: 'cannot weaken PKCE to plain',
    source: 'MCP 2026-07-28 Authorization, Authorization Code Protection; CVE-2025-4144',
    control: 'S256 is the only method.',
    change: (parameters) => parameters.set('code_challenge_method', 'plain'),
    expect: sentBackWith('invalid_request'),
  },
  {
    id: 'OAU-07',
    title: 'cannot get one token for two servers',
    source: 'RFC 8707 §2; MCP 2026-07-28 Authorization, Resource Parameter',
    control: 'A request names exactly one resource.',
    change: (parameters, { target }) => parameters.append('resource', target.servers.calendar),
    expect: sentBackWith('invalid_target'),
  },
  {
    id: 'OAU-08',
    title: 'cannot get a token for a server nobody knows',
    source: 'RFC 8707 §2',
    control: 'A resource is one of the configured ones.',
    change: (parameters) => parameters.set('resource', 'https://evil.example/mcp'),
    expect: sentBackWith('invalid_target'),
  },
  {
    id: 'OAU-09',
    title: 'cannot get a token for no server in particular',
    source: 'RFC 8707 §2; CVE-2025-69196',
    control: 'A request names exactly one resource.',
    change: (parameters) => parameters.delete('resource'),
    expect: sentBackWith('invalid_target'),
  },
  {
    id: 'OAU-10',
    title: 'cannot have the token itself in the redirect',
    source: 'RFC 9700 §2.1.2',
    control: 'code is the only response type.',
    change: (parameters) => parameters.set('response_type', 'token'),
    expect: { status: [302, 303], error: ['unsupported_response_type', 'unauthorized_client'] },
  },
  {
    id: 'OAU-11',
    title: 'cannot act as a client that nobody registered',
    source: 'RFC 6749 §4.1.2.1; CVE-2026-101062',
    control: 'Clients are known in advance; dynamic registration is off.',
    change: (parameters) => parameters.set('client_id', 'somebody-else'),
    expect: { status: [400, 401] },
  },
]

function oddAuthorization({ change, ...attack }: OddAuthorization): Attack {
  return defineAttack({
    ...attack,
    file: SERVER,
    prepare,
    honest: (scene, request) => follow(scene, request.url),
    isAccepted: sentBack,
    attack(scene, request) {
      const url = new URL(request.url)
      change(url.searchParams, scene)
      return follow(scene, url.href)
    },
  })
}

interface Redemption {
  request: AuthorizationRequest
  /** One code for the honest redemption, one for the attack. */
  codes: [string, string]
}

export async function prepareCodes(scene: Scene): Promise<Redemption> {
  const request = await prepare(scene)
  const code = async () => readCode(request, (await follow(scene, request.url)).headers.location ?? '')
  return { request, codes: [await code(), await code()] }
}

const oddRedemptions = [
  {
    id: 'OAU-12',
    title: 'cannot redeem a stolen code without its verifier',
    error: ['invalid_grant', 'invalid_request'],
    change: () => ({ code_verifier: undefined }),
  },
  {
    id: 'OAU-13',
    title: 'cannot redeem a stolen code with another verifier',
    error: ['invalid_grant'],
    change: () => ({ code_verifier: randomBytes(32).toString('base64url') }),
  },
  {
    id: 'OAU-14',
    title: 'cannot redeem a code for another redirect address',
    error: ['invalid_grant'],
    change: () => ({ redirect_uri: 'http://127.0.0.1:49154/callback' }),
  },
  {
    id: 'OAU-15',
    title: 'cannot redeem a code for another server',
    error: ['invalid_target', 'invalid_grant'],
    change: ({ target }: Scene) => ({ resource: target.servers.calendar }),
  },
  {
    id: 'OAU-16',
    title: "cannot redeem another client's code",
    error: ['invalid_client', 'invalid_grant', 'invalid_request', 'unauthorized_client'],
    change: () => ({ client_id: 'mcp-host' }),
  },
] as const

export const authorizationServerAttacks: readonly Attack[] = [
  ...oddAuthorizations.map(oddAuthorization),
  ...oddRedemptions.map(({ id, title, error, change }) =>
    defineAttack({
      id,
      title,
      source: 'OAuth 2.1 §4.1.3; RFC 7636 §4.6; CVE-2025-4144',
      control: 'A code is bound to its client, redirect address, challenge and resource.',
      file: SERVER,
      prepare: prepareCodes,
      honest: (_scene, { request, codes }) => redeemCode(request, codes[0]),
      attack: (scene, { request, codes }) => redeemCode(request, codes[1], change(scene)),
      expect: { status: [400, 401], error: [...error] },
    }),
  ),
  defineAttack({
    id: 'OAU-17',
    title: 'cannot redeem a code twice',
    source: 'RFC 6749 §4.1.2; OAuth 2.1 §4.1.3',
    control: 'A code is consumed by compare-and-set.',
    file: 'apps/web/src/authorization-server/record-adapter.ts',
    prepare: prepareCodes,
    honest: (_scene, { request, codes }) => redeemCode(request, codes[0]),
    attack: (_scene, { request, codes }) => redeemCode(request, codes[0]),
    expect: { status: 400, error: 'invalid_grant' },
  }),
  defineAttack({
    id: 'OAU-19',
    title: 'cannot redeem a code several times at the same moment',
    source: 'RFC 6749 §4.1.2; RFC 9700 §4.5',
    control: 'A code is consumed by compare-and-set.',
    file: 'apps/web/src/authorization-server/record-adapter.ts',
    prepare: prepareCodes,
    honest: (_scene, { request, codes }) => redeemCode(request, codes[0]),
    async attack(_scene, { request, codes }) {
      const answers = await Promise.all(Array.from({ length: 6 }, () => redeemCode(request, codes[1])))
      const tokens = answers.filter(({ status }) => status === 200)
      // One of them may win. A second one that does is the attack's success, and is what the runner gets to see.
      return tokens[1] ?? answers.find(({ status }) => status !== 200) ?? (tokens[0] as Exchange)
    },
    expect: { status: 400, error: 'invalid_grant' },
  }),
  defineAttack({
    id: 'OAU-18',
    title: 'cannot register a client',
    source: 'MCP 2026-07-28 Client Registration; CVE-2026-101062',
    control: 'Dynamic client registration is off.',
    file: SERVER,
    honest: ({ target }) => send({ url: `${target.web}/.well-known/oauth-authorization-server` }),
    isAccepted: ({ body }) => !body.includes('registration_endpoint'),
    attack: ({ target }) =>
      send({
        method: 'POST',
        url: `${target.web}/oauth/register`,
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ redirect_uris: ['https://evil.example/callback'] }),
      }),
    expect: { status: [404, 405] },
  }),
]
