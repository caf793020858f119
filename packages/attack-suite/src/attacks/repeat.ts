import { type Attack, defineAttack } from '../attack.ts'
import { resultOf } from '../error-of.ts'
import { newMarker } from '../rows/deeds.ts'
import { projectId } from '../rows/projects.ts'
import type { DemoUser, Scene } from '../scene.ts'

interface Keyed {
  projectId: string
  title: string
  idempotencyKey: string
}

function create(scene: Scene, user: DemoUser, { projectId: project, title, idempotencyKey }: Keyed) {
  return scene.callAs(user, 'tasks', 'tasks_create', { projectId: project, title, idempotencyKey })
}

/** In the project that Alice and Bob share, so that the key alone decides. */
async function newCall(scene: Scene): Promise<Keyed> {
  return {
    projectId: await projectId(scene, 'alice', 'Apollo'),
    title: newMarker(),
    idempotencyKey: newMarker().replace(' ', '-'),
  }
}

async function deleteAll(scene: Scene, title: string): Promise<void> {
  for (const { id } of await find(scene, title)) await scene.callAs('alice', 'tasks', 'tasks_delete', { taskId: id })
}

async function find(scene: Scene, title: string): Promise<{ id: string }[]> {
  const found = await scene.callAs('alice', 'tasks', 'tasks_search', { text: title })
  return resultOf<{ tasks: { id: string }[] }>(found).tasks
}

export const repeatAttacks: readonly Attack[] = [
  defineAttack({
    id: 'IDM-01',
    title: "cannot fetch another person's result with their idempotency key",
    source: 'OWASP API1:2023',
    control: 'A key belongs to its owner and tool: the same text in other hands is another key.',
    file: 'packages/mcp-server-kit/src/idempotency.ts',
    async prepare(scene) {
      const keyed = await newCall(scene)
      const { id } = resultOf<{ id: string }>(await create(scene, 'alice', keyed))
      return { keyed, id }
    },
    honest: (scene, { keyed }) => create(scene, 'alice', keyed),
    attack: (scene, { keyed }) => create(scene, 'bob', keyed),
    // He gets a task of his own; the suite fails an answer that shows an id of Alice’s answer.
    expect: { status: 200, error: null },
    state: (scene, { id }) => scene.callAs('alice', 'tasks', 'tasks_get', { taskId: id }).then(resultOf),
    clean: (scene, { keyed }) => deleteAll(scene, keyed.title),
  }),
  defineAttack({
    id: 'IDM-02',
    title: 'cannot slip other arguments under a key that was used',
    source: 'IETF draft-ietf-httpapi-idempotency-key-header §2.6',
    control: 'The arguments’ digest is stored with the key.',
    file: 'packages/mcp-server-kit/src/idempotency.ts',
    prepare: async (scene) => ({ keyed: await newCall(scene), other: newMarker() }),
    honest: (scene, { keyed }) => create(scene, 'alice', keyed),
    attack: (scene, { keyed, other }) => create(scene, 'alice', { ...keyed, title: other }),
    expect: { status: 200, error: 'idempotency_key_reused' },
    state: async (scene, { keyed, other }) => [await find(scene, keyed.title), await find(scene, other)],
    clean: (scene, { keyed }) => deleteAll(scene, keyed.title),
  }),
]
