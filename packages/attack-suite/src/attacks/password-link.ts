import { type Attack, defineAttack } from '../attack.ts'
import { badCredential } from '../expectations.ts'
import { CookieJar } from '../http/cookie-jar.ts'
import type { Exchange } from '../http/exchange.ts'
import { connect } from '../oauth/connect.ts'
import { postCredentials, signIn, visit } from '../oauth/sign-in.ts'
import { postOwnForm } from '../passkey/passkey-person.ts'
import { patiently } from '../patiently.ts'
import type { Scene } from '../scene.ts'

const LINK = 'apps/web/src/session/password-link.ts'
const REPLACE = 'apps/web/src/session/replace-password.ts'
const CHOSEN = 'harbour lantern seven quiet'
const OTHER = 'copper meadow eleven thirsty'

const tokenOf = (link: string) => new URL(link).searchParams.get('link') ?? ''

function choose(scene: Scene, link: string, next: string, origin?: string): Promise<Exchange> {
  return postOwnForm(scene, new CookieJar(), '/set-password/save', { link: tokenOf(link), next }, origin)
}

function trySignIn({ target }: Scene, email: string, password: string): Promise<Exchange> {
  return patiently(() => postCredentials(target.web, new CookieJar(), { email, password }))
}

const wasSet = ({ headers }: Exchange) => headers.location === '/login'

interface Invited {
  one: { email: string; link: string }
  two: { email: string; link: string }
}

const oddChoices: readonly (Pick<Attack, 'id' | 'title' | 'source' | 'control' | 'file'> & {
  attack(scene: Scene, link: string): Promise<Exchange>
  expect?: Attack['expect']
})[] = [
  {
    id: 'PWL-01',
    title: 'cannot set a password by a link that was used',
    source: 'OWASP ASVS 5.0 V6.4.1',
    control: 'A link works once.',
    file: LINK,
    async attack(scene, link) {
      await choose(scene, link, CHOSEN)
      return choose(scene, link, OTHER)
    },
  },
  {
    id: 'PWL-02',
    title: 'cannot set a password by a link that one made up',
    source: 'OWASP ASVS 5.0 V6.4.1',
    control: 'A link holds 256 random bits, of which the server keeps the hash.',
    file: LINK,
    attack: (scene, link) => choose(scene, link.replace(/.{4}$/, 'AAAA'), OTHER),
  },
  {
    id: 'PWL-03',
    title: "cannot set a person's password from another site's page",
    source: 'OWASP ASVS 5.0 V3.5.1',
    control: 'The form must carry our exact Origin.',
    file: 'apps/web/src/session/person-form.ts',
    attack: (scene, link) => choose(scene, link, OTHER, 'https://evil.example'),
    expect: { status: 403, error: 'cross_site' },
  },
  {
    id: 'PWL-04',
    title: 'cannot begin with a password that is known from breaches',
    source: 'OWASP ASVS 5.0 V6.2.4; NIST SP 800-63B-4 §3.1.1.2',
    control: 'A first password is judged like any later one.',
    file: 'apps/web/src/session/password-policy.ts',
    attack: (scene, link) => choose(scene, link, 'qwertyuiop12'),
  },
  {
    id: 'PWL-05',
    title: 'cannot begin with a short password',
    source: 'OWASP ASVS 5.0 V6.2.1',
    control: 'A first password is judged like any later one.',
    file: 'apps/web/src/session/password-policy.ts',
    attack: (scene, link) => choose(scene, link, 'tW9#kd0-Lq'),
  },
]

export const passwordLinkAttacks: readonly Attack[] = [
  ...oddChoices.map(({ expect = { status: 303, location: '/set-password?' }, ...odd }) =>
    defineAttack<Invited>({
      ...odd,
      prepare: async (scene) => ({ one: await scene.userOffice.invite(), two: await scene.userOffice.invite() }),
      honest: (scene, { one }) => choose(scene, one.link, CHOSEN),
      isAccepted: wasSet,
      attack: (scene, { two }) => odd.attack(scene, two.link),
      state: async (scene, { two }) => (await trySignIn(scene, two.email, OTHER)).status,
      expect,
    }),
  ),
  defineAttack<Invited>({
    id: 'PWL-06',
    title: 'cannot set a password by a link that another followed',
    source: 'OWASP ASVS 5.0 V6.4.1',
    control: 'A person has one link: the last.',
    file: LINK,
    prepare: async (scene) => ({ one: await scene.userOffice.invite(), two: await scene.userOffice.invite() }),
    honest: (scene, { one }) => choose(scene, one.link, CHOSEN),
    isAccepted: wasSet,
    async attack(scene, { two }) {
      await scene.userOffice.reset(two.email)
      return choose(scene, two.link, OTHER)
    },
    expect: { status: 303, location: '/set-password?' },
    state: async (scene, { two }) => (await trySignIn(scene, two.email, OTHER)).status,
  }),
  defineAttack<{ email: string; link: string; credentials: { email: string; password: string } }>({
    id: 'PWL-07',
    title: 'cannot sign in as somebody who has chosen no password yet',
    source: 'OWASP ASVS 5.0 V6.3',
    control: 'Whoever has no password is signed in by none.',
    file: 'apps/web/src/session/password.ts',
    prepare: async (scene) => ({ ...(await scene.userOffice.invite()), credentials: await scene.userOffice.add() }),
    honest: (scene, { credentials }) => trySignIn(scene, credentials.email, credentials.password),
    attack: (scene, { email }) => trySignIn(scene, email, 'nobody has this password'),
    expect: { status: 401 },
  }),
  defineAttack({
    id: 'PWL-08',
    title: 'cannot go on in a session that began before the person reset their password',
    source: 'OWASP ASVS 5.0 V7.4.3',
    control: 'A new password ends every session of the person.',
    file: REPLACE,
    async prepare(scene) {
      const { email, password } = await scene.userOffice.add()
      return { email, jar: await signIn(scene.target.web, { email, password }) }
    },
    honest: (scene, { jar }) => visit(jar.clone(), { url: `${scene.target.web}/account` }),
    async attack(scene, { email, jar }) {
      await choose(scene, (await scene.userOffice.reset(email)).link, CHOSEN)
      return visit(jar, { url: `${scene.target.web}/account` })
    },
    expect: { status: [302, 303, 307, 308] },
  }),
  defineAttack({
    id: 'PWL-10',
    title: 'cannot use the old password once the operator has made a link',
    source: 'NIST SP 800-63B-4 §4.2; OWASP ASVS 5.0 V6.4',
    control: 'A link takes the old password away at once, not only when it is followed.',
    file: 'scripts/system/user-desk.ts',
    prepare: ({ userOffice }) => userOffice.add(),
    honest: (scene, { email, password }) => trySignIn(scene, email, password),
    async attack(scene, { email, password }) {
      await scene.userOffice.reset(email)
      return trySignIn(scene, email, password)
    },
    expect: { status: 401 },
  }),
  defineAttack({
    id: 'PWL-11',
    title: 'cannot go on in a session that was open when the operator made a link',
    source: 'OWASP ASVS 5.0 V7.4.2',
    control: 'With the old password every session ends.',
    file: 'scripts/system/user-desk.ts',
    async prepare(scene) {
      const credentials = await scene.userOffice.add()
      return { email: credentials.email, jar: await signIn(scene.target.web, credentials) }
    },
    honest: (scene, { jar }) => visit(jar.clone(), { url: `${scene.target.web}/account` }),
    async attack(scene, { email, jar }) {
      await scene.userOffice.reset(email)
      return visit(jar, { url: `${scene.target.web}/account` })
    },
    expect: { status: [302, 303, 307, 308] },
  }),
  defineAttack({
    id: 'PWL-09',
    title: 'cannot go on with a program after the person was removed',
    source: 'OWASP ASVS 5.0 V7.4.2',
    control: 'With a person everything ends that could act for them, at every server.',
    file: 'scripts/system/user-desk.ts',
    async prepare(scene) {
      const { email, password } = await scene.userOffice.add()
      const { web, servers } = scene.target
      const session = await signIn(web, { email, password })
      return { email, program: await connect({ web, session, resource: servers.tasks, scope: 'tasks:read' }) }
    },
    honest: (scene, { program }) => callTasks(scene, program.answer.access_token),
    async attack(scene, { email, program }) {
      await scene.userOffice.remove(email)
      return callTasks(scene, program.answer.access_token)
    },
    expect: badCredential,
  }),
]

function callTasks(scene: Scene, credential: string): Promise<Exchange> {
  return scene.call({ server: 'tasks', tool: 'tasks_list_projects', arguments: {}, credential })
}
