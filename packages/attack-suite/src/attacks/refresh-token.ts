import { type Attack, defineAttack } from '../attack.ts'
import { newProofKey, type ProofKeyPair } from '../dpop-proof.ts'
import { badCredential } from '../expectations.ts'
import type { Exchange } from '../http/exchange.ts'
import { prepareAuthorization } from '../oauth/authorization-request.ts'
import { type Connection, connect, refresh } from '../oauth/connect.ts'
import { followAuthorization } from '../oauth/follow-authorization.ts'
import { readCode, readToken, redeemCode } from '../oauth/redeem-code.ts'
import type { Scene } from '../scene.ts'

const REDIRECT_URI = 'http://127.0.0.1:49157/callback'
const SERVER = 'apps/web/src/authorization-server/provider.ts'
const ADAPTER = 'apps/web/src/authorization-server/record-adapter.ts'
const ROTATION = 'RFC 9700 §4.14.2; MCP 2026-07-28 Authorization, Token Theft'

async function connection(scene: Scene, proofKey?: ProofKeyPair): Promise<Connection> {
  const { web, servers } = scene.target
  const session = await scene.session('alice')
  return connect({ web, session, resource: servers.tasks, scope: 'tasks:read', ...(proofKey && { proofKey }) })
}

const first = (connected: Connection, changes?: Record<string, string | undefined>): Promise<Exchange> =>
  refresh(connected, connected.answer.refresh_token, changes)

interface OddRefresh {
  id: string
  title: string
  source: string
  control: string
  changes(scene: Scene): Record<string, string | undefined>
  error: readonly string[]
}

const oddRefreshes: readonly OddRefresh[] = [
  {
    id: 'REF-01',
    title: 'cannot turn a refresh token into more scopes than the person allowed',
    source: 'RFC 6749 §6; OWASP MCP Top 10 MCP02',
    control: 'What a refresh token gives is what was granted with it.',
    changes: () => ({ scope: 'tasks:read tasks:delete' }),
    error: ['invalid_scope'],
  },
  {
    id: 'REF-02',
    title: 'cannot turn a refresh token into a token for another server',
    source: 'RFC 8707 §2.2; MCP 2026-07-28 Authorization, Resource Parameter',
    control: 'A refresh token is for the one resource that was named when it was granted.',
    changes: ({ target }) => ({ resource: target.servers.calendar }),
    error: ['invalid_target', 'invalid_grant'],
  },
  {
    id: 'REF-03',
    title: "cannot use another client's refresh token",
    source: 'RFC 6749 §6; OAuth 2.1 §4.3',
    control: 'A refresh token is bound to the client it was issued to.',
    changes: () => ({ client_id: 'mcp-host' }),
    error: ['invalid_client', 'invalid_grant', 'unauthorized_client', 'invalid_request'],
  },
]

export const refreshTokenAttacks: readonly Attack[] = [
  ...oddRefreshes.map(({ changes, error, ...attack }) =>
    defineAttack({
      ...attack,
      file: SERVER,
      prepare: async (scene) => [await connection(scene), await connection(scene)] as const,
      honest: (_scene, [connected]) => first(connected),
      attack: (scene, [, connected]) => first(connected, changes(scene)),
      expect: { status: [400, 401], error },
    }),
  ),
  defineAttack({
    id: 'REF-04',
    title: 'cannot use a refresh token twice',
    source: ROTATION,
    control: 'Each use of a refresh token replaces it.',
    file: SERVER,
    prepare: (scene) => connection(scene),
    honest: (_scene, connected) => first(connected),
    attack: (_scene, connected) => first(connected),
    expect: { status: 400, error: 'invalid_grant' },
  }),
  defineAttack({
    id: 'REF-05',
    title: 'cannot keep what a stolen refresh token gave once it is used a second time',
    source: ROTATION,
    control: 'A refresh token that is used twice ends its whole grant, at every server.',
    file: ADAPTER,
    async prepare(scene) {
      const connected = await connection(scene)
      return { connected, thief: readToken(await first(connected)) }
    },
    honest: (scene, { thief }) => callTasks(scene, thief.access_token),
    async attack(scene, { connected, thief }) {
      await first(connected)
      return callTasks(scene, thief.access_token)
    },
    expect: badCredential,
  }),
  defineAttack({
    id: 'REF-06',
    title: 'cannot go on with the newest refresh token after an older one was used a second time',
    source: ROTATION,
    control: 'A refresh token that is used twice ends its whole grant.',
    file: ADAPTER,
    async prepare(scene) {
      const [connected, untouched] = [await connection(scene), await connection(scene)]
      return { connected, untouched, newest: readToken(await first(connected)).refresh_token ?? '' }
    },
    honest: (_scene, { untouched }) => first(untouched),
    async attack(_scene, { connected, newest }) {
      await first(connected)
      return refresh(connected, newest)
    },
    expect: { status: 400, error: 'invalid_grant' },
  }),
  defineAttack({
    id: 'REF-07',
    title: 'cannot use a refresh token several times at the same moment',
    source: ROTATION,
    control: 'A refresh token is consumed by compare-and-set.',
    file: ADAPTER,
    prepare: async (scene) => [await connection(scene), await connection(scene)] as const,
    honest: (_scene, [connected]) => first(connected),
    async attack(_scene, [, connected]) {
      const answers = await Promise.all(Array.from({ length: 6 }, () => first(connected)))
      const tokens = answers.filter(({ status }) => status === 200)
      // One of them may win. A second one that does is the attack's success, and is what the runner gets to see.
      return tokens[1] ?? answers.find(({ status }) => status !== 200) ?? (tokens[0] as Exchange)
    },
    expect: { status: 400, error: 'invalid_grant' },
  }),
  defineAttack({
    id: 'REF-08',
    title: 'cannot use a refresh token of a public client without the key it is bound to',
    source: 'RFC 9449 §5',
    control: 'A refresh token that was issued to a proof works with that key only.',
    file: SERVER,
    async prepare(scene) {
      const key = newProofKey()
      return { key, connected: [await connection(scene, key), await connection(scene, key)] as const }
    },
    honest: (_scene, { key, connected }) => refresh(connected[0], connected[0].answer.refresh_token, {}, key),
    attack: (_scene, { connected }) => refresh(connected[1], connected[1].answer.refresh_token, {}, newProofKey()),
    expect: { status: 400, error: 'invalid_grant' },
  }),
  defineAttack({
    id: 'REF-09',
    title: 'cannot get a refresh token that the person was not asked for',
    source: 'OpenID Connect Core §11; MCP 2026-07-28 Authorization, Refresh Tokens',
    control: 'Refresh tokens are issued with the scope offline_access only, of which the consent page speaks.',
    file: SERVER,
    honest: (scene) => redeemed(scene, 'tasks:read offline_access'),
    isAccepted: ({ status, body }) => status === 200 && body.includes('refresh_token'),
    attack: (scene) => redeemed(scene, 'tasks:read'),
    expect: { status: 200, error: null, excludes: 'refresh_token' },
  }),
]

function callTasks(scene: Scene, credential: string): Promise<Exchange> {
  return scene.call({ server: 'tasks', tool: 'tasks_list_projects', arguments: {}, credential })
}

async function redeemed(scene: Scene, scope: string): Promise<Exchange> {
  const { web, servers } = scene.target
  const request = await prepareAuthorization({
    issuer: web,
    resource: servers.tasks,
    scope,
    redirectUri: REDIRECT_URI,
  })
  const session = (await scene.session('alice')).clone()
  const { callbackUrl } = await followAuthorization(session, request.url, REDIRECT_URI)
  return redeemCode(request, readCode(request, callbackUrl ?? ''))
}
