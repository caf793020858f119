import { resourceScopes, type ToolCallResponse } from '@chaperone/contracts'
import { type Attack, defineAttack } from '../attack.ts'
import { hostCall } from '../host-call.ts'
import type { CookieJar } from '../http/cookie-jar.ts'
import type { Exchange } from '../http/exchange.ts'
import { obtainToken } from '../oauth/obtain-token.ts'
import { signIn, visit } from '../oauth/sign-in.ts'
import { postOwnForm } from '../passkey/passkey-person.ts'
import type { Scene } from '../scene.ts'
import { audienceOf } from '../target.ts'

const FILE = 'packages/mcp-host/src/call/require-approval.ts'
const SOURCE = 'MCP 2026-07-28 Tools, Security Considerations (human in the loop); OWASP MCP Top 10 MCP06'
const TOOL = 'weather_save_place'

/** Somebody who has allowed the saving of places for good. */
interface Trusting {
  jar: CookieJar
}

let places = 0

/** A place that nobody has saved: the same twice would be one. */
function anotherPlace() {
  places += 1
  const latitude = Math.round(Math.random() * 100_000) / 1_000 - 50
  return { name: `Place ${places}`, country: 'Nowhere', latitude, longitude: places / 100, timeZone: 'UTC' }
}

function call(scene: Scene, jar: CookieJar, change: { tool?: string; arguments?: object } = {}): Promise<Exchange> {
  const body = { connection: 'weather', tool: TOOL, arguments: anotherPlace(), ...change }
  return hostCall(scene, { path: '/tools/call', body, headers: { Cookie: jar.header(scene.target.web) ?? '' } })
}

function answerOf({ json }: Exchange): ToolCallResponse {
  return json as ToolCallResponse
}

async function decide(scene: Scene, jar: CookieJar, held: Exchange, decision: string): Promise<void> {
  const answer = answerOf(held)
  if (answer.status !== 'needs_approval') throw new Error(`The host did not ask: ${held.body.slice(0, 200)}`)
  const path = `/approvals/${answer.approval.id}`
  await hostCall(scene, { path, body: { decision }, headers: { Cookie: jar.header(scene.target.web) ?? '' } })
}

async function allowForGood(scene: Scene): Promise<Trusting> {
  const jar = await signIn(scene.target.web, await scene.userOffice.add())
  await decide(scene, jar, await call(scene, jar), 'approve_always')
  return { jar }
}

/** How many places the person has. */
async function saved(scene: Scene, { jar }: Trusting): Promise<number> {
  const answer = answerOf(await call(scene, jar, { tool: 'weather_list_places', arguments: {} }))
  return answer.status === 'done' ? (answer.result as { places: unknown[] }).places.length : -1
}

const isDone = (exchange: Exchange) => answerOf(exchange).status === 'done'
const held = { status: 200, includes: '"needs_approval"' } as const

const shared = {
  source: SOURCE,
  file: FILE,
  prepare: allowForGood,
  honest: (scene: Scene, { jar }: Trusting) => call(scene, jar),
  isAccepted: isDone,
  expect: held,
  state: saved,
}

export const standingPermissionAttacks: readonly Attack[] = [
  defineAttack({
    ...shared,
    id: 'APR-08',
    title: 'cannot use what the person allowed for good with a program that holds their token',
    control: 'A standing permission counts in the person’s own session.',
    async attack(scene, { jar }) {
      const { target } = scene
      const resource = audienceOf(target, 'host')
      const token = await obtainToken({ web: target.web, session: jar, resource, scope: resourceScopes.host.join(' ') })
      const body = { connection: 'weather', tool: TOOL, arguments: anotherPlace() }
      return hostCall(scene, { path: '/tools/call', body, headers: { Authorization: `Bearer ${token}`, Origin: null } })
    },
  }),
  defineAttack({
    ...shared,
    id: 'APR-09',
    title: 'cannot go on with what the person has withdrawn',
    control: 'A standing permission is read for each call.',
    async attack(scene, { jar }) {
      await postOwnForm(scene, jar, '/account/permissions/withdraw', { connection: 'weather', tool: TOOL })
      return call(scene, jar)
    },
  }),
  defineAttack({
    ...shared,
    id: 'APR-10',
    title: 'cannot have something deleted because it was allowed for good',
    control: 'Destruction is asked about each time; a permission for good cannot be given.',
    async attack(scene, { jar }) {
      const list = answerOf(await call(scene, jar, { tool: 'weather_list_places', arguments: {} }))
      const [place] = list.status === 'done' ? (list.result as { places: { id: string }[] }).places : []
      const remove = { tool: 'weather_remove_place', arguments: { placeId: place?.id } }
      const first = await call(scene, jar, remove)
      await decide(scene, jar, first, 'deny')
      return call(scene, jar, remove)
    },
  }),
  defineAttack({
    ...shared,
    id: 'APR-11',
    title: "cannot withdraw another's permission, nor learn of it",
    source: 'OWASP ASVS 5.0 V8.2.2',
    control: 'A permission is looked up with the person it belongs to; row-level security hides all others.',
    file: 'apps/web/src/host/permission-store.ts',
    honest: async (scene) => withdraw(scene, (await allowForGood(scene)).jar, 'weather', TOOL),
    isAccepted: ({ status }) => status === 303,
    attack: async (scene) => withdraw(scene, (await scene.session('bob')).clone(), 'weather', TOOL),
    twin: async (scene) => withdraw(scene, (await scene.session('bob')).clone(), 'weather', 'no_such_tool'),
    expect: { status: 404, error: 'not_found' },
    state: async ({ target }, { jar }) =>
      (await visit(jar.clone(), { url: `${target.web}/account` })).body.includes(`Withdraw ${TOOL} through`),
  }),
]

function withdraw(scene: Scene, jar: CookieJar, connection: string, tool: string): Promise<Exchange> {
  return postOwnForm(scene, jar, '/account/permissions/withdraw', { connection, tool })
}
