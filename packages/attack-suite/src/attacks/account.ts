import { type Attack, defineAttack, type Expectation } from '../attack.ts'
import { badCredential } from '../expectations.ts'
import { CookieJar } from '../http/cookie-jar.ts'
import type { Exchange } from '../http/exchange.ts'
import { type Connection, connect } from '../oauth/connect.ts'
import { type Credentials, postCredentials, SESSION_COOKIE, signIn, visit } from '../oauth/sign-in.ts'
import { patiently } from '../patiently.ts'
import { DEMO_PASSWORD, type DemoUser, emailOf, type Scene } from '../scene.ts'
import { openSession } from '../session-cookie.ts'

const FORM = 'apps/web/src/session/person-form.ts'
const SESSIONS = 'apps/web/src/session/sessions.ts'
const PASSWORD = 'apps/web/src/session/change-password.ts'
const POLICY = 'apps/web/src/session/password-policy.ts'
const ASVS_SESSIONS = 'OWASP ASVS 5.0 V7.4'
const ASVS_PASSWORDS = 'OWASP ASVS 5.0 V6.2; NIST SP 800-63B-4 §3.1.1'
const NEW_PASSWORD = 'harbour lantern seven quiet'

/** One place where a person is signed in. */
interface Place {
  jar: CookieJar
  sessionId: string
}

async function placeOf({ target }: Scene, credentials: Credentials): Promise<Place> {
  const jar = await signIn(target.web, credentials)
  const { claims } = await openSession(jar, target.secrets.sessionSecret)
  return { jar, sessionId: String(claims.sid) }
}

const demo = (user: DemoUser): Credentials => ({ email: emailOf(user), password: DEMO_PASSWORD })

function post(scene: Scene, jar: CookieJar, path: string, fields: Record<string, string>, origin = scene.target.web) {
  return visit(jar, {
    method: 'POST',
    url: `${scene.target.web}/account/${path}`,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: origin },
    body: new URLSearchParams(fields).toString(),
  })
}

function endSession(scene: Scene, jar: CookieJar, session: string, origin?: string): Promise<Exchange> {
  return post(scene, jar, 'sessions/end', { session }, origin)
}

function openPage({ target }: Scene, jar: CookieJar): Promise<Exchange> {
  return visit(jar.clone(), { url: `${target.web}/account` })
}

const hasEnded = ({ status, headers }: Exchange) => status === 303 && headers.location === '/account'

interface OddEnd {
  id: string
  title: string
  control: string
  file: string
  attack(scene: Scene, other: Place): Promise<Exchange>
  twin?(scene: Scene): Promise<Exchange>
  expect: Expectation
}

const oddEnds: readonly OddEnd[] = [
  {
    id: 'ACC-01',
    title: 'cannot sign another person out, nor learn of their sessions',
    control: 'A session is looked up with the person it belongs to.',
    file: SESSIONS,
    attack: async (scene, { sessionId }) => endSession(scene, (await scene.session('bob')).clone(), sessionId),
    twin: async (scene) => endSession(scene, (await scene.session('bob')).clone(), 'ses_0000000000000000'),
    expect: { status: 404, error: 'not_found' },
  },
  {
    id: 'ACC-02',
    title: "cannot sign a person out from another site's page",
    control: 'The form must carry our exact Origin.',
    file: FORM,
    attack: async (scene, { sessionId }) =>
      endSession(scene, (await scene.session('alice')).clone(), sessionId, 'https://evil.example'),
    expect: { status: 403, error: 'cross_site' },
  },
  {
    id: 'ACC-03',
    title: 'cannot sign a person out without signing in',
    control: 'The form is taken from the person who is signed in.',
    file: FORM,
    attack: (scene, { sessionId }) => endSession(scene, new CookieJar(), sessionId),
    expect: { status: 401, error: 'unauthenticated' },
  },
]

interface Changes {
  current: string
  next: string
}

function changePassword(scene: Scene, jar: CookieJar, changes: Changes, origin?: string): Promise<Exchange> {
  return post(scene, jar, 'password', { ...changes }, origin)
}

const toAccount = (outcome: string): Expectation => ({
  status: 303,
  location: '/account',
  cookie: `outcome=${outcome};`,
})
const wasChanged = ({ headers }: Exchange) => headers.location === '/login'

interface OddChange {
  id: string
  title: string
  source: string
  control: string
  file: string
  changes(credentials: Credentials): Changes
  origin?: string
  expect: Expectation
}

const oddChanges: readonly OddChange[] = [
  {
    id: 'ACC-05',
    title: 'cannot change the password of a session that was left open',
    source: `${ASVS_PASSWORDS}; V6.2.3`,
    control: 'The current password is asked for again.',
    file: PASSWORD,
    changes: () => ({ current: 'not the password', next: NEW_PASSWORD }),
    expect: toAccount('wrong'),
  },
  {
    id: 'ACC-06',
    title: "cannot change a person's password from another site's page",
    source: 'OWASP ASVS 5.0 V3.5.1',
    control: 'The form must carry our exact Origin.',
    file: FORM,
    changes: ({ password }) => ({ current: password, next: NEW_PASSWORD }),
    origin: 'https://evil.example',
    expect: { status: 403, error: 'cross_site' },
  },
  {
    id: 'ACC-07',
    title: 'cannot take a password that is known from breaches',
    source: ASVS_PASSWORDS,
    control: 'A new password is compared with those that attackers try first.',
    file: POLICY,
    changes: ({ password }) => ({ current: password, next: 'qwertyuiop12' }),
    expect: toAccount('guessable'),
  },
  {
    id: 'ACC-08',
    title: 'cannot take a short password',
    source: ASVS_PASSWORDS,
    control: 'A new password has twelve characters or more.',
    file: POLICY,
    changes: ({ password }) => ({ current: password, next: 'tW9#kd0-Lq' }),
    expect: toAccount('short'),
  },
]

export const accountAttacks: readonly Attack[] = [
  ...oddEnds.map(({ attack, twin, ...rest }) =>
    defineAttack({
      ...rest,
      source: ASVS_SESSIONS,
      async prepare(scene) {
        return { own: await placeOf(scene, demo('alice')), other: await placeOf(scene, demo('alice')) }
      },
      honest: async (scene, { own }) => endSession(scene, (await scene.session('alice')).clone(), own.sessionId),
      isAccepted: hasEnded,
      attack: (scene, { other }) => attack(scene, other),
      ...(twin && { twin }),
      state: async (scene, { other }) => (await openPage(scene, other.jar)).status,
    }),
  ),
  defineAttack({
    id: 'ACC-04',
    title: 'cannot go on with a session that the person ended from elsewhere',
    source: `${ASVS_SESSIONS}.2`,
    control: 'Ending a session revokes it; the list is read whenever a cookie is.',
    file: SESSIONS,
    prepare: (scene) => placeOf(scene, demo('alice')),
    honest: (scene, { jar }) => openPage(scene, jar),
    async attack(scene, { jar, sessionId }) {
      await endSession(scene, (await scene.session('alice')).clone(), sessionId)
      return openPage(scene, jar)
    },
    expect: { status: [302, 303, 307, 308], excludes: emailOf('alice') },
  }),
  ...oddChanges.map(({ changes, origin, ...rest }) =>
    defineAttack({
      ...rest,
      async prepare(scene) {
        const [one, two] = [await scene.userOffice.add(), await scene.userOffice.add()]
        return { one, two, places: [await placeOf(scene, one), await placeOf(scene, two)] as const }
      },
      honest: (scene, { one, places }) =>
        changePassword(scene, places[0].jar, { current: one.password, next: NEW_PASSWORD }),
      isAccepted: wasChanged,
      attack: (scene, { two, places }) => changePassword(scene, places[1].jar, changes(two), origin),
      state: (scene, { two }) => canSignIn(scene, two),
    }),
  ),
  defineAttack({
    id: 'ACC-09',
    title: 'cannot go on elsewhere after the person changed their password',
    source: 'OWASP ASVS 5.0 V7.4.3',
    control: 'A new password ends every other session of the person.',
    file: PASSWORD,
    async prepare(scene) {
      const credentials = await scene.userOffice.add()
      return { credentials, own: await placeOf(scene, credentials), other: await placeOf(scene, credentials) }
    },
    honest: (scene, { other }) => openPage(scene, other.jar),
    async attack(scene, { credentials, own, other }) {
      await changePassword(scene, own.jar, { current: credentials.password, next: NEW_PASSWORD })
      return openPage(scene, other.jar)
    },
    expect: { status: [302, 303, 307, 308] },
  }),
  defineAttack({
    id: 'ACC-11',
    title: 'cannot go on with a copy of the session in which the person changed their password',
    source: 'OWASP ASVS 5.0 V7.4.3',
    control: 'A new password ends the session in which it was changed as well.',
    file: PASSWORD,
    async prepare(scene) {
      const credentials = await scene.userOffice.add()
      return { credentials, own: await placeOf(scene, credentials) }
    },
    honest: (scene, { own }) => openPage(scene, own.jar),
    async attack(scene, { credentials, own }) {
      const copy = own.jar.clone()
      await changePassword(scene, own.jar, { current: credentials.password, next: NEW_PASSWORD })
      return openPage(scene, copy)
    },
    expect: { status: [302, 303, 307, 308] },
  }),
  defineAttack({
    id: 'ACC-12',
    title: 'cannot go on with a program that was connected before the person changed their password',
    source: 'OWASP ASVS 5.0 V7.4.3; RFC 9700 §4.14.2',
    control: 'With a new password the person ends all programs, unless they want to keep them.',
    file: PASSWORD,
    async prepare(scene) {
      const credentials = await scene.userOffice.add()
      const own = await placeOf(scene, credentials)
      const { web, servers } = scene.target
      const resource = servers.tasks
      return { credentials, own, program: await connect({ web, session: own.jar, resource, scope: 'tasks:read' }) }
    },
    honest: (scene, { program }) => callTasks(scene, program),
    async attack(scene, { credentials, own, program }) {
      const changes = { current: credentials.password, next: NEW_PASSWORD, others: '1' }
      await post(scene, own.jar, 'password', changes)
      return callTasks(scene, program)
    },
    expect: badCredential,
  }),
  defineAttack({
    id: 'ACC-10',
    title: 'cannot sign in with the password that was',
    source: ASVS_PASSWORDS,
    control: 'A new password replaces the old one.',
    file: PASSWORD,
    async prepare(scene) {
      const credentials = await scene.userOffice.add()
      return { credentials, own: await placeOf(scene, credentials) }
    },
    honest: (scene, { credentials }) => trySignIn(scene, credentials),
    async attack(scene, { credentials, own }) {
      await changePassword(scene, own.jar, { current: credentials.password, next: NEW_PASSWORD })
      return trySignIn(scene, credentials)
    },
    expect: { status: 401 },
  }),
]

function callTasks(scene: Scene, { answer }: Connection): Promise<Exchange> {
  const call = { server: 'tasks', tool: 'tasks_list_projects', arguments: {} } as const
  return scene.call({ ...call, credential: answer.access_token })
}

function trySignIn({ target }: Scene, credentials: Credentials): Promise<Exchange> {
  return patiently(() => postCredentials(target.web, new CookieJar(), credentials))
}

async function canSignIn({ target }: Scene, credentials: Credentials): Promise<boolean> {
  const jar = new CookieJar()
  await patiently(() => postCredentials(target.web, jar, credentials))
  return jar.has(SESSION_COOKIE)
}
