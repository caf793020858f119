import { SESSION_SECONDS } from '@chaperone/contracts'
import { type Attack, defineAttack } from '../attack.ts'
import { type HostCall, hostCall } from '../host-call.ts'
import { CookieJar } from '../http/cookie-jar.ts'
import type { Exchange } from '../http/exchange.ts'
import { send } from '../http/send.ts'
import { postCredentials } from '../oauth/sign-in.ts'
import { patiently } from '../patiently.ts'
import { deeds, newMarker, removeRows } from '../rows/deeds.ts'
import { DEMO_PASSWORD, emailOf, type Scene } from '../scene.ts'
import { openSession, sealSession } from '../session-cookie.ts'

const FILE = 'apps/web/src/session/authenticate.ts'

function readThroughHost(scene: Scene, change: Partial<HostCall> = {}): Promise<Exchange> {
  const body = { connection: 'tasks', tool: 'tasks_list_projects', arguments: {} }
  return hostCall(scene, { as: 'alice', path: '/tools/call', body, ...change })
}

/** With Alice's genuine session, except that it began this long ago. */
async function readInSession(scene: Scene, ageSeconds: number): Promise<Exchange> {
  const { sessionSecret } = scene.target.secrets
  const { name, claims } = await openSession(await scene.session('alice'), sessionSecret)
  const signedInAt = Math.floor(Date.now() / 1_000) - ageSeconds
  const Cookie = await sealSession({ name, claims: { ...claims, signedInAt } }, sessionSecret)
  return readThroughHost(scene, { headers: { Cookie } })
}

function attempt({ target }: Scene, email: string): Promise<Exchange> {
  return patiently(() => postCredentials(target.web, new CookieJar(), { email, password: DEMO_PASSWORD }))
}

const CROSS_SITE = { status: 403, error: 'cross_site' } as const
const UNAUTHENTICATED = { status: 401, error: 'unauthenticated' } as const

const oddCalls: readonly (Pick<Attack, 'id' | 'title' | 'source' | 'control' | 'expect'> & {
  /** What is changed in the honest headers, given the genuine cookies. */
  headers(cookie: string): Record<string, string | null>
})[] = [
  {
    id: 'SES-01',
    title: "cannot call the host from another site's page with the person's cookie",
    source: 'OWASP ASVS 5.0 V3.5; MCP 2026-07-28 Security Best Practices',
    control: 'A request with a session cookie must carry our exact Origin.',
    expect: CROSS_SITE,
    headers: () => ({ Origin: 'https://evil.example' }),
  },
  {
    id: 'SES-02',
    title: 'cannot call the host with the cookie and no Origin',
    source: 'OWASP ASVS 5.0 V3.5',
    control: 'A request with a session cookie must carry our exact Origin.',
    expect: CROSS_SITE,
    headers: () => ({ Origin: null }),
  },
  {
    id: 'SES-03',
    title: 'cannot call the host from a sandboxed page',
    source: 'OWASP ASVS 5.0 V3.5',
    control: 'A request with a session cookie must carry our exact Origin; null is none.',
    expect: CROSS_SITE,
    headers: () => ({ Origin: 'null' }),
  },
  {
    id: 'SES-04',
    title: 'cannot call the host from another port of this machine',
    source: 'OWASP ASVS 5.0 V3.5; cookies do not know ports (RFC 6265 §8.5)',
    control: 'The Origin is compared with its port.',
    expect: CROSS_SITE,
    headers: () => ({ Origin: 'http://localhost:6666' }),
  },
  {
    id: 'SES-05',
    title: 'cannot call the host with a body that needs no preflight',
    source: 'OWASP ASVS 5.0 V3.5',
    control: 'Only application/json is read.',
    expect: { status: [400, 403, 415] },
    headers: () => ({ 'Content-Type': 'text/plain' }),
  },
  {
    id: 'SES-06',
    title: 'cannot call the host without signing in',
    source: 'OWASP ASVS 5.0 V8.2',
    control: 'Every route handler authenticates the caller itself.',
    expect: UNAUTHENTICATED,
    headers: () => ({ Cookie: null }),
  },
  {
    id: 'SES-07',
    title: 'cannot call the host with a made-up session',
    source: 'OWASP ASVS 5.0 V7.2',
    control: 'A session cookie is encrypted and authenticated with the session secret.',
    expect: UNAUTHENTICATED,
    headers: (cookie) => ({ Cookie: cookie.replace(/(session[^=;]*=)[^;]*/, '$1made.up.session') }),
  },
  {
    id: 'SES-11',
    title: 'cannot change a genuine session',
    source: 'OWASP ASVS 5.0 V7.2',
    control: 'A session cookie is encrypted and authenticated with the session secret.',
    expect: UNAUTHENTICATED,
    headers: (cookie) => ({ Cookie: cookie.replace(/(session[^=;]*=[^;]{60})[^;]/, '$1~') }),
  },
  {
    id: 'SES-08',
    title: 'cannot pass the check with the header of an old framework bypass',
    source: 'CVE-2025-29927',
    control: 'Every route handler authenticates the caller itself; nothing is left to a middleware.',
    expect: UNAUTHENTICATED,
    headers: () => ({
      Cookie: null,
      'x-middleware-subrequest': 'src/proxy:src/proxy:src/proxy:src/proxy:src/proxy',
    }),
  },
]

export const sessionAttacks: readonly Attack[] = [
  ...oddCalls.map(({ headers, ...attack }) =>
    defineAttack({
      ...attack,
      file: FILE,
      honest: (scene) => readThroughHost(scene),
      async attack(scene) {
        const cookie = (await scene.session('alice')).header(`${scene.target.web}/api/host`) ?? ''
        return readThroughHost(scene, { headers: headers(cookie) })
      },
    }),
  ),
  defineAttack({
    id: 'SES-09',
    title: "cannot propose a change from another site's page",
    source: 'OWASP ASVS 5.0 V3.5',
    control: 'A request with a session cookie must carry our exact Origin.',
    file: FILE,
    async prepare(scene) {
      const marker = newMarker()
      return { marker, args: await deeds.tasks.argumentsFor(scene, marker) }
    },
    honest: (scene, { args }) =>
      hostCall(scene, {
        as: 'alice',
        path: '/tools/call',
        body: { connection: 'tasks', tool: 'tasks_create', arguments: args },
      }),
    attack: (scene, { args }) =>
      hostCall(scene, {
        as: 'alice',
        path: '/tools/call',
        body: { connection: 'tasks', tool: 'tasks_create', arguments: args },
        headers: { Origin: 'https://evil.example' },
      }),
    expect: CROSS_SITE,
    state: (scene, { marker }) => deeds.tasks.find(scene, 'alice', marker),
    clean: (scene, { marker }) => removeRows(scene, 'alice', 'tasks', [marker]),
  }),
  defineAttack({
    id: 'SES-17',
    title: "cannot write lines of one's own into the log",
    source: 'OWASP ASVS 5.0 V16.4.1; CWE-117',
    control: "The library's page for errors of browsers is closed.",
    file: 'apps/web/src/pages/api/auth/[...nextauth].ts',
    honest: ({ target }) => send({ url: `${target.web}/api/auth/csrf` }),
    attack: ({ target }) =>
      send({
        method: 'POST',
        url: `${target.web}/api/auth/_log`,
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ level: 'error', code: 'x', message: 'y\nA LINE OF ANOTHER' }).toString(),
      }),
    expect: { status: 404, error: 'not_found' },
  }),
  defineAttack({
    id: 'SES-13',
    title: 'cannot keep a session alive by using it',
    source: 'OWASP ASVS 5.0 V7.3.2',
    control: 'A session ends twelve hours after the sign-in, however often it was used.',
    file: 'apps/web/src/session/session-age.ts',
    honest: (scene) => readInSession(scene, SESSION_SECONDS - 60),
    attack: (scene) => readInSession(scene, SESSION_SECONDS),
    expect: UNAUTHENTICATED,
  }),
  defineAttack({
    id: 'SES-14',
    title: 'cannot make a failed sign-in show words of the database',
    source: 'OWASP ASVS 5.0 V16.5.1',
    control: 'What fails inside a sign-in is logged; the answer to it is one of three words.',
    file: 'apps/web/src/session/sign-in-with.ts',
    honest: (scene) => attempt(scene, emailOf('carol')),
    // PostgreSQL cannot store this, and says so.
    attack: (scene) => attempt(scene, 'carol\0@example.com'),
    expect: { status: 401, excludes: 'prisma' },
  }),
]
