import type { ServerName } from '@chaperone/contracts'
import { type Attack, defineAttack } from '../attack.ts'
import { badCredential } from '../expectations.ts'
import { hostCall } from '../host-call.ts'
import type { CookieJar } from '../http/cookie-jar.ts'
import type { Exchange } from '../http/exchange.ts'
import { send } from '../http/send.ts'
import { readToken, redeemCode } from '../oauth/redeem-code.ts'
import { signIn } from '../oauth/sign-in.ts'
import { signOut } from '../oauth/sign-out.ts'
import { DEMO_PASSWORD, emailOf, type Scene } from '../scene.ts'
import { openSession } from '../session-cookie.ts'
import { prepareCodes } from './authorization-server.ts'

const CHECK = 'packages/mcp-auth/src/jwt/check-revocation.ts'
const SESSION = 'apps/web/src/session/read-session.ts'
const ADAPTER = 'apps/web/src/authorization-server/record-adapter.ts'

/** A session of its own, so that signing out disturbs nobody. */
function ownSession({ target }: Scene): Promise<CookieJar> {
  return signIn(target.web, { email: emailOf('alice'), password: DEMO_PASSWORD })
}

const reads: Record<ServerName, { tool: string; arguments: Record<string, unknown> }> = {
  weather: { tool: 'weather_list_places', arguments: {} },
  calendar: {
    tool: 'calendar_list_events',
    arguments: { from: '2041-03-04T00:00:00Z', to: '2041-03-11T00:00:00Z' },
  },
  tasks: { tool: 'tasks_list_projects', arguments: {} },
}

const servers = [
  { id: 'REV-01', server: 'weather' },
  { id: 'REV-02', server: 'calendar' },
  { id: 'REV-03', server: 'tasks' },
] as const

/** The token that the host presents for this session: signed by the issuer, good for minutes. */
const stolenTokens = servers.map(({ id, server }) =>
  defineAttack({
    id,
    title: `cannot use a stolen token at the ${server} server after the person signed out`,
    source: 'OWASP ASVS 5.0 V7.4.1; RFC 9700 §4.14.2; OWASP AISVS C10.2.6',
    control: 'A token names its session; every server knows at once which sessions were ended.',
    file: CHECK,
    async prepare(scene) {
      const jar = await ownSession(scene)
      const session = await openSession(jar, scene.target.secrets.sessionSecret)
      const original = await scene.token('alice', server)
      const claims = { sid: session.claims.sid, grant_hash: undefined, client_id: 'mcp-host', act: { sub: 'mcp-host' } }
      return { jar, credential: scene.forge({ original, signature: 'issuer', claims }) }
    },
    honest: (scene, { credential }) => scene.call({ server, ...reads[server], credential }),
    async attack(scene, { jar, credential }) {
      await signOut(scene.target.web, jar)
      return scene.call({ server, ...reads[server], credential })
    },
    expect: badCredential,
  }),
)

function listProjectsThroughHost(scene: Scene, headers: Record<string, string | null>): Promise<Exchange> {
  const body = { connection: 'tasks', ...reads.tasks }
  return hostCall(scene, { path: '/tools/call', body, headers })
}

/** What a copied session cookie is good for at the host: by itself, and by the token inside. */
const copiedCookies: readonly (Pick<Attack, 'id' | 'title' | 'source' | 'control' | 'file'> & {
  headers(scene: Scene, jar: CookieJar): Promise<Record<string, string | null>>
})[] = [
  {
    id: 'REV-04',
    title: 'cannot use the token inside a session at the host after the person signed out',
    source: 'OWASP ASVS 5.0 V7.4.1; RFC 9700 §4.14.2',
    control: 'The host API asks about the session of every token it takes.',
    file: CHECK,
    async headers({ target }, jar) {
      const { claims } = await openSession(jar, target.secrets.sessionSecret)
      return { Authorization: `Bearer ${claims.hostToken}`, Origin: null }
    },
  },
  {
    id: 'SES-15',
    title: 'cannot call the host with a copied session cookie after the person signed out',
    source: 'OWASP ASVS 5.0 V7.4.1',
    control: 'The list of ended sessions is read whenever a session cookie is.',
    file: SESSION,
    headers: async ({ target }, jar) => ({ Cookie: jar.header(`${target.web}/api/host`) ?? '' }),
  },
]

const stolenSessions: readonly Attack[] = [
  ...copiedCookies.map(({ headers, ...attack }) =>
    defineAttack({
      ...attack,
      async prepare(scene) {
        const jar = await ownSession(scene)
        return { jar, headers: await headers(scene, jar) }
      },
      honest: (scene, fixture) => listProjectsThroughHost(scene, fixture.headers),
      async attack(scene, fixture) {
        await signOut(scene.target.web, fixture.jar)
        return listProjectsThroughHost(scene, fixture.headers)
      },
      expect: { status: 401, error: 'unauthenticated' },
    }),
  ),
  defineAttack({
    id: 'PAG-21',
    title: 'cannot open a page with a copied session cookie after the person signed out',
    source: 'OWASP ASVS 5.0 V7.4.1',
    control: 'The list of ended sessions is read whenever a session cookie is.',
    file: SESSION,
    async prepare(scene) {
      const jar = await ownSession(scene)
      const url = `${scene.target.web}/tasks`
      return { jar, request: { url, headers: { Cookie: jar.header(url) ?? '' } } }
    },
    honest: (_scene, { request }) => send(request),
    isAccepted: ({ status, body }) => status === 200 && body.includes(emailOf('alice')),
    async attack(scene, { jar, request }) {
      await signOut(scene.target.web, jar)
      return send(request)
    },
    expect: { status: [302, 303, 307, 308], excludes: emailOf('alice') },
  }),
]

function listProjects(scene: Scene, credential: string): Promise<Exchange> {
  return scene.call({ server: 'tasks', ...reads.tasks, credential })
}

const stolenCodes: readonly Attack[] = [
  defineAttack({
    id: 'OAU-24',
    title: 'cannot use an access token after its code was replayed',
    source: 'RFC 6749 §4.1.2; RFC 9700 §4.14.2',
    control: 'A code that is used twice revokes its grant, and with it the token obtained before.',
    file: ADAPTER,
    async prepare(scene) {
      const { request, codes } = await prepareCodes(scene)
      const { access_token: token } = readToken(await redeemCode(request, codes[0]))
      return { token, replay: () => redeemCode(request, codes[0]) }
    },
    honest: (scene, { token }) => listProjects(scene, token),
    async attack(scene, { token, replay }) {
      await replay()
      return listProjects(scene, token)
    },
    expect: badCredential,
  }),
  defineAttack({
    id: 'OAU-25',
    title: 'cannot use the token won in a race for one code',
    source: 'RFC 6749 §4.1.2; RFC 9700 §4.5',
    control: 'The losers of the race show that the code is known to two, so its grant is revoked.',
    file: ADAPTER,
    prepare: prepareCodes,
    async honest(scene, { request, codes }) {
      return listProjects(scene, readToken(await redeemCode(request, codes[0])).access_token)
    },
    async attack(scene, { request, codes }) {
      const answers = await Promise.all(Array.from({ length: 6 }, () => redeemCode(request, codes[1])))
      const won = answers.find(({ status }) => status === 200)
      return won ? listProjects(scene, readToken(won).access_token) : listProjects(scene, 'nobody.won.it')
    },
    expect: badCredential,
  }),
]

export const revocationAttacks: readonly Attack[] = [...stolenTokens, ...stolenSessions, ...stolenCodes]
