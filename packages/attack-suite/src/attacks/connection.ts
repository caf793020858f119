import { createHash } from 'node:crypto'
import { decodeJwt } from 'jose'
import { type Attack, defineAttack } from '../attack.ts'
import { badCredential } from '../expectations.ts'
import { CookieJar } from '../http/cookie-jar.ts'
import type { Exchange } from '../http/exchange.ts'
import { type Connection, connect, refresh } from '../oauth/connect.ts'
import { visit } from '../oauth/sign-in.ts'
import type { DemoUser, Scene } from '../scene.ts'

const PROGRAMS = 'apps/web/src/authorization-server/connected-programs.ts'
const FORM = 'apps/web/src/session/person-form.ts'
const TAKE_BACK = 'MCP 2026-07-28 Security Best Practices, Confused Deputy; OWASP ASVS 5.0 V7.4.1'

async function connected(scene: Scene, user: DemoUser = 'alice'): Promise<Connection> {
  const { web, servers } = scene.target
  return connect({ web, session: await scene.session(user), resource: servers.tasks, scope: 'tasks:read' })
}

/** The form of the connections page. */
function end(scene: Scene, jar: CookieJar, grantId: string, origin = scene.target.web): Promise<Exchange> {
  return visit(jar, {
    method: 'POST',
    url: `${scene.target.web}/connections/end`,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: origin },
    body: new URLSearchParams({ grant: grantId }).toString(),
  })
}

function grantOf({ answer }: Connection): string {
  return String(decodeJwt(answer.access_token).grant_hash)
}

const hasEnded = ({ status, headers }: Exchange) => status === 303 && !!headers.location?.startsWith('/connections')

/** Whether a connection still works, read without using it up. */
async function worksStill(scene: Scene, { answer }: Connection): Promise<number> {
  return (await callTasks(scene, answer.access_token)).status
}

function callTasks(scene: Scene, credential: string): Promise<Exchange> {
  return scene.call({ server: 'tasks', tool: 'tasks_list_projects', arguments: {}, credential })
}

interface OddEnd {
  id: string
  title: string
  control: string
  file: string
  attack(scene: Scene, other: Connection): Promise<Exchange>
  twin?(scene: Scene): Promise<Exchange>
  expect: Attack['expect']
}

const nobodysGrant = createHash('sha256').update('nobody').digest('hex')

const oddEnds: readonly OddEnd[] = [
  {
    id: 'PRG-01',
    title: "cannot end another person's connection",
    control: 'A grant is looked up with the person it belongs to.',
    file: PROGRAMS,
    attack: async (scene, other) => end(scene, (await scene.session('bob')).clone(), grantOf(other)),
    twin: async (scene) => end(scene, (await scene.session('bob')).clone(), nobodysGrant),
    expect: { status: 404, error: 'not_found' },
  },
  {
    id: 'PRG-02',
    title: "cannot end a person's connection from another site's page",
    control: 'The form must carry our exact Origin.',
    file: FORM,
    attack: async (scene, other) =>
      end(scene, (await scene.session('alice')).clone(), grantOf(other), 'https://evil.example'),
    expect: { status: 403, error: 'cross_site' },
  },
  {
    id: 'PRG-03',
    title: 'cannot end a connection without signing in',
    control: 'The form is taken from the person who is signed in.',
    file: FORM,
    attack: (scene, other) => end(scene, new CookieJar(), grantOf(other)),
    expect: { status: 401, error: 'unauthenticated' },
  },
]

export const connectionAttacks: readonly Attack[] = [
  ...oddEnds.map(({ attack, twin, ...rest }) =>
    defineAttack({
      ...rest,
      source: TAKE_BACK,
      prepare: async (scene) => ({ own: await connected(scene), other: await connected(scene) }),
      honest: async (scene, { own }) => end(scene, (await scene.session('alice')).clone(), grantOf(own)),
      isAccepted: hasEnded,
      attack: (scene, { other }) => attack(scene, other),
      ...(twin && { twin }),
      state: (scene, { other }) => worksStill(scene, other),
    }),
  ),
  defineAttack({
    id: 'PRG-04',
    title: 'cannot use a token after the person took the connection back',
    source: TAKE_BACK,
    control: 'Ending a connection revokes its grant, which every server knows at once.',
    file: PROGRAMS,
    prepare: (scene) => connected(scene),
    honest: (scene, { answer }) => callTasks(scene, answer.access_token),
    async attack(scene, program) {
      await end(scene, (await scene.session('alice')).clone(), grantOf(program))
      return callTasks(scene, program.answer.access_token)
    },
    expect: badCredential,
  }),
  defineAttack({
    id: 'PRG-05',
    title: 'cannot get a new token after the person took the connection back',
    source: TAKE_BACK,
    control: 'Ending a connection removes its refresh tokens.',
    file: PROGRAMS,
    prepare: async (scene) => ({ own: await connected(scene), other: await connected(scene) }),
    honest: (_scene, { own }) => refresh(own, own.answer.refresh_token),
    async attack(scene, { other }) {
      await end(scene, (await scene.session('alice')).clone(), grantOf(other))
      return refresh(other, other.answer.refresh_token)
    },
    expect: { status: 400, error: 'invalid_grant' },
  }),
]
