import type { ApprovalCard, ToolCallResponse } from '@chaperone/contracts'
import { newId } from '@chaperone/contracts'
import { type Attack, defineAttack } from '../attack.ts'
import { type HostCall, hostCall } from '../host-call.ts'
import type { Exchange } from '../http/exchange.ts'
import { deeds, newMarker, removeRows } from '../rows/deeds.ts'
import type { Scene } from '../scene.ts'

const SOURCE = 'MCP 2026-07-28 Tools, Security Considerations (human in the loop); OWASP MCP Top 10 MCP06'
const FILE = 'packages/mcp-host/src/call/require-approval.ts'

interface Held {
  marker: string
  arguments: Record<string, unknown>
}

interface TwoHeld {
  marker: string
  first: string
  second: string
}

async function prepareHeld(scene: Scene): Promise<Held> {
  const marker = newMarker()
  return { marker, arguments: await deeds.tasks.argumentsFor(scene, marker) }
}

function propose(scene: Scene, held: Held, tool = 'tasks_create'): Promise<Exchange> {
  return hostCall(scene, {
    as: 'alice',
    path: '/tools/call',
    body: { connection: 'tasks', tool, arguments: held.arguments },
  })
}

/** Two questions to Alice about the same change: one for the honest answer, one for the attack. */
async function prepareTwo(scene: Scene): Promise<TwoHeld> {
  const held = await prepareHeld(scene)
  const ask = async () => cardOf(await propose(scene, held)).id
  return { marker: held.marker, first: await ask(), second: await ask() }
}

function cardOf(exchange: Exchange): ApprovalCard {
  const answer = exchange.json as ToolCallResponse | null
  if (answer?.status === 'needs_approval') return answer.approval
  throw new Error(`The host did not ask for approval (HTTP ${exchange.status}: ${exchange.body.slice(0, 200)})`)
}

function decide(scene: Scene, id: string, change: Partial<HostCall> = {}): Promise<Exchange> {
  return hostCall(scene, { as: 'alice', path: `/approvals/${id}`, body: { decision: 'approve' }, ...change })
}

function isStream({ status, body }: Exchange): boolean {
  return status === 200 && body.includes('"type":"done"')
}

const shared = {
  source: SOURCE,
  file: FILE,
  prepare: prepareTwo,
  honest: (scene: Scene, { first }: TwoHeld) => decide(scene, first),
  isAccepted: isStream,
  state: (scene: Scene, { marker }: TwoHeld) => deeds.tasks.find(scene, 'alice', marker),
  clean: (scene: Scene, { marker }: TwoHeld) => removeRows(scene, 'alice', 'tasks', [marker]),
}

export const approvalAttacks: readonly Attack[] = [
  defineAttack({
    id: 'APR-01',
    title: 'cannot make the host change anything before a person approves',
    source: SOURCE,
    control: 'A tool that writes is held until a person has approved exactly this call.',
    file: FILE,
    prepare: prepareHeld,
    honest: (scene) =>
      hostCall(scene, {
        as: 'alice',
        path: '/tools/call',
        body: { connection: 'tasks', tool: 'tasks_list_projects', arguments: {} },
      }),
    attack: (scene, held) => propose(scene, held),
    expect: { status: [200, 202] },
    state: (scene, { marker }) => deeds.tasks.find(scene, 'alice', marker),
    clean: (scene, { marker }) => removeRows(scene, 'alice', 'tasks', [marker]),
  }),
  defineAttack({
    ...shared,
    id: 'APR-02',
    title: "cannot approve what another person's agent proposed",
    control: 'An approval is found only by the person who was asked.',
    attack: (scene, { second }) => decide(scene, second, { as: 'bob' }),
    expect: { status: 404, error: 'not_found' },
    twin: (scene) => decide(scene, newId('approval'), { as: 'bob' }),
  }),
  defineAttack({
    ...shared,
    id: 'APR-03',
    title: 'cannot use one approval twice',
    control: 'An approval is taken out of the store in one step, at most once.',
    attack: (scene, { first }) => decide(scene, first),
    expect: { status: 409, error: 'already_decided' },
  }),
  defineAttack({
    ...shared,
    id: 'APR-04',
    title: 'cannot approve with a token instead of a person in front of a browser',
    control: 'Only a session approves; a program with a token of the person cannot.',
    async attack(scene, { second }) {
      const Authorization = `Bearer ${await scene.token('alice', 'host')}`
      return decide(scene, second, { headers: { Authorization, Cookie: null, Origin: null } })
    },
    expect: { status: [401, 403] },
  }),
  defineAttack({
    ...shared,
    id: 'APR-05',
    title: "cannot approve from another site's page",
    control: 'A request with a session cookie must carry our exact Origin.',
    attack: (scene, { second }) => decide(scene, second, { headers: { Origin: 'https://evil.example' } }),
    expect: { status: 403, error: 'cross_site' },
  }),
  defineAttack({
    ...shared,
    id: 'APR-06',
    title: 'cannot change the arguments while approving',
    control: 'The decision carries no arguments: those that were asked about are the ones that run.',
    attack: (scene, { second }) =>
      decide(scene, second, { body: { decision: 'approve', arguments: { title: 'something else' } } }),
    expect: { status: 400 },
  }),
  defineAttack({
    ...shared,
    id: 'APR-07',
    title: 'cannot approve what was denied',
    control: 'A denied approval is decided, and stays so.',
    async attack(scene, { second }) {
      await decide(scene, second, { body: { decision: 'deny' } })
      return decide(scene, second)
    },
    expect: { status: 409, error: 'already_decided' },
  }),
]
