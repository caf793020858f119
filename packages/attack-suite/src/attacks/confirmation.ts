import { type Attack, defineAttack, type Expectation } from '../attack.ts'
import { resultOf } from '../error-of.ts'
import type { Exchange } from '../http/exchange.ts'
import { message } from '../mcp-call.ts'
import { newMarker } from '../rows/deeds.ts'
import { projectId } from '../rows/projects.ts'
import type { DemoUser, Scene } from '../scene.ts'

const TOOL = 'tasks_delete'
const SOURCE = 'MCP 2026-07-28 basic/patterns/mrtr, Server Requirements'

interface Doomed {
  marker: string
  taskId: string
  otherTaskId: string
  /** The question about the first task, put to Alice. */
  state: string
}

interface Reply {
  user?: DemoUser
  taskId: string
  state?: string
}

/** A call of a client that says it can ask a person; with a state, the person has said yes. */
async function ask(scene: Scene, { user = 'alice', taskId, state }: Reply): Promise<Exchange> {
  const plain = message({ method: 'tools/call', params: {} }) as { params: { _meta: Record<string, unknown> } }
  const params = {
    _meta: { ...plain.params._meta, 'io.modelcontextprotocol/clientCapabilities': { elicitation: {} } },
    name: TOOL,
    arguments: { taskId },
    ...(state && {
      requestState: state,
      inputResponses: { confirm: { action: 'accept', content: { confirm: true } } },
    }),
  }
  const rawBody = JSON.stringify(message({ method: 'tools/call', params }))
  const credential = await scene.token(user, 'tasks')
  return scene.call({ server: 'tasks', tool: TOOL, arguments: { taskId }, credential, rawBody })
}

function stateOf(asked: Exchange): string {
  const { result } = asked.json as { result?: { requestState?: string } }
  if (!result?.requestState) throw new Error(`Expected a question, got HTTP ${asked.status}: ${asked.body}`)
  return result.requestState
}

async function newTask(scene: Scene, title: string): Promise<string> {
  const apollo = await projectId(scene, 'alice', 'Apollo')
  return resultOf<{ id: string }>(await scene.callAs('alice', 'tasks', 'tasks_create', { projectId: apollo, title })).id
}

function find(scene: Scene, marker: string): Promise<{ id: string }[]> {
  return scene
    .callAs('alice', 'tasks', 'tasks_search', { text: marker })
    .then((found) => resultOf<{ tasks: { id: string }[] }>(found).tasks)
}

/** Two tasks in the project that Alice and Bob share: either may delete either, so only the question stands between. */
async function prepare(scene: Scene): Promise<Doomed> {
  const marker = newMarker()
  const [taskId, otherTaskId] = [await newTask(scene, marker), await newTask(scene, marker)]
  return { marker, taskId, otherTaskId, state: stateOf(await ask(scene, { taskId })) }
}

interface Misuse {
  id: string
  title: string
  control: string
  file: string
  reply(doomed: Doomed): Reply
  expect: Expectation
}

const BOUND = 'The state is signed and bound to the server, the person, the tool and the arguments.'
const refusedState: Expectation = { status: [200, 400], error: -32602 }

/** The honest request is Alice's yes to the question she was asked. */
function misuse({ reply, ...rest }: Misuse): Attack {
  return defineAttack({
    ...rest,
    source: SOURCE,
    prepare,
    honest: (scene, { taskId, state }) => ask(scene, { taskId, state }),
    attack: (scene, doomed) => ask(scene, reply(doomed)),
    state: (scene, { marker }) => find(scene, marker),
    async clean(scene, { marker }) {
      for (const { id } of await find(scene, marker)) await scene.callAs('alice', 'tasks', TOOL, { taskId: id })
    },
  })
}

export const confirmationAttacks: readonly Attack[] = [
  misuse({
    id: 'CNF-01',
    title: "cannot use another person's yes",
    control: BOUND,
    file: 'packages/mcp-server-kit/src/confirmation.ts',
    reply: ({ taskId, state }) => ({ user: 'bob', taskId, state }),
    expect: refusedState,
  }),
  misuse({
    id: 'CNF-02',
    title: 'cannot use a yes to one task for another',
    control: BOUND,
    file: 'packages/mcp-server-kit/src/confirmation.ts',
    reply: ({ otherTaskId, state }) => ({ taskId: otherTaskId, state }),
    expect: refusedState,
  }),
  misuse({
    id: 'CNF-03',
    title: 'cannot change what was asked',
    control: BOUND,
    file: 'packages/mcp-server-kit/src/confirmation.ts',
    reply: ({ otherTaskId, state }) => ({ taskId: otherTaskId, state: `${state.slice(0, -6)}AAAAAA` }),
    expect: refusedState,
  }),
  misuse({
    id: 'CNF-04',
    title: 'cannot say yes without having been asked',
    control: BOUND,
    file: 'packages/mcp-server-kit/src/confirmation.ts',
    reply: ({ otherTaskId }) => ({ taskId: otherTaskId, state: 'v1.e30.AAAA' }),
    expect: refusedState,
  }),
]
