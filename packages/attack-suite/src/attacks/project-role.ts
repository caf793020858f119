import { resourceScopes } from '@chaperone/contracts'
import { type Attack, defineAttack } from '../attack.ts'
import { resultOf } from '../error-of.ts'
import type { Exchange } from '../http/exchange.ts'
import { newMarker } from '../rows/deeds.ts'
import { projectId } from '../rows/projects.ts'
import type { DemoUser, Scene } from '../scene.ts'

const SOURCE = 'OWASP API1:2023; OWASP API5:2023; OWASP MCP Top 10 MCP02'

interface Shared {
  projectId: string
  marker: string
  taskId: string
}

/** Bob's own project, in which Carol is a viewer, with one task of Bob's. */
async function prepareShared(scene: Scene): Promise<Shared> {
  const cassini = await projectId(scene, 'bob', 'Cassini')
  const invitation = { projectId: cassini, email: 'carol@example.com', role: 'viewer' }
  resultOf(await scene.callAs('bob', 'tasks', 'tasks_share_project', invitation))
  const marker = newMarker()
  const made = await scene.callAs('bob', 'tasks', 'tasks_create', { projectId: cassini, title: marker })
  return { projectId: cassini, marker, taskId: resultOf<{ id: string }>(made).id }
}

async function search(scene: Scene, { marker }: Shared): Promise<{ id: string }[]> {
  const found = await scene.callAs('bob', 'tasks', 'tasks_search', { text: marker })
  return resultOf<{ tasks: { id: string }[] }>(found).tasks
}

async function cleanShared(scene: Scene, shared: Shared): Promise<void> {
  for (const { id } of await search(scene, shared)) await scene.callAs('bob', 'tasks', 'tasks_delete', { taskId: id })
}

/** Carol's token, as if she had every scope: what a viewer may not do, no scope makes up for. */
async function carolWithAllScopes(scene: Scene): Promise<string> {
  const original = await scene.token('carol', 'tasks', 'tasks:read')
  return scene.forge({ original, signature: 'issuer', claims: { scope: resourceScopes.tasks.join(' ') } })
}

/**
 * The honest request is Carol's own read of the row: she is in the project. Then she tries to change it. The owner's
 * view of the rows must not move.
 */
function asViewer(id: string, does: string, tool: string, args: (shared: Shared) => Record<string, unknown>): Attack {
  return defineAttack({
    id,
    title: `cannot ${does} as a viewer`,
    source: SOURCE,
    control: 'Only owners and editors write; the database policy names the same two roles.',
    file: 'packages/tasks-server/src/require-writer.ts',
    prepare: prepareShared,
    honest: (scene, { taskId }) => asCarol(scene, 'tasks_get', { taskId }),
    attack: (scene, shared) => asCarol(scene, tool, args(shared)),
    expect: { status: 200, error: 'forbidden' },
    state: search,
    clean: cleanShared,
  })
}

async function asCarol(scene: Scene, tool: string, args: Record<string, unknown>): Promise<Exchange> {
  return scene.call({ server: 'tasks', tool, arguments: args, credential: await carolWithAllScopes(scene) })
}

function shareApollo(scene: Scene, user: DemoUser, email: string) {
  return projectId(scene, user, 'Apollo').then((apollo) =>
    scene.callAs(user, 'tasks', 'tasks_share_project', { projectId: apollo, email, role: 'editor' }),
  )
}

export const projectRoleAttacks: readonly Attack[] = [
  asViewer('ROL-01', 'add a task', 'tasks_create', ({ projectId: id, marker }) => ({
    projectId: id,
    title: `${marker} too`,
  })),
  asViewer('ROL-02', 'change a task', 'tasks_update', ({ taskId }) => ({ taskId, version: 1, title: 'taken over' })),
  asViewer('ROL-03', 'complete a task', 'tasks_complete', ({ taskId }) => ({ taskId })),
  asViewer('ROL-04', 'delete a task', 'tasks_delete', ({ taskId }) => ({ taskId })),
  asViewer('ROL-05', 'raise the own role', 'tasks_share_project', ({ projectId: id }) => ({
    projectId: id,
    email: 'carol@example.com',
    role: 'editor',
  })),
  defineAttack({
    id: 'ROL-06',
    title: 'cannot share a project as an editor',
    source: SOURCE,
    control: 'Only the owner of a project shares it.',
    file: 'packages/tasks-server/src/tools/share-project.ts',
    honest: (scene) => shareApollo(scene, 'alice', 'bob@example.com'),
    attack: (scene) => shareApollo(scene, 'bob', 'carol@example.com'),
    expect: { status: 200, error: 'forbidden' },
    state: async (scene) => (await asCarol(scene, 'tasks_list_projects', {})).body,
  }),
]
