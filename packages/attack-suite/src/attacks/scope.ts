import type { Scope, ServerName } from '@chaperone/contracts'
import { type Attack, defineAttack } from '../attack.ts'
import { missingScope } from '../expectations.ts'
import type { Exchange } from '../http/exchange.ts'
import { createRow, deeds, newMarker, removeRows } from '../rows/deeds.ts'
import { projectId } from '../rows/projects.ts'
import type { Scene, SceneToolCall } from '../scene.ts'
import { plainRead } from './plain-read.ts'

const FILE = 'packages/mcp-auth/src/guard/authorize-call.ts'
const CONTROL = 'Every tool declares one scope, which the credential must carry; scopes imply no others.'
const SOURCE = 'MCP 2026-07-28 Authorization, Scope Challenge Handling; RFC 6750 §3.1; OWASP AISVS C10.2.5'

interface Overreach {
  id: string
  server: ServerName
  /** All that the token carries. */
  granted: Scope
}

const overreaches: readonly Overreach[] = [
  { id: 'SCP-01', server: 'tasks', granted: 'tasks:read' },
  { id: 'SCP-02', server: 'calendar', granted: 'calendar:read' },
  { id: 'SCP-03', server: 'weather', granted: 'weather:places:read' },
]

/** A token that may read is used to write. */
function writeWithReadScope({ id, server, granted }: Overreach): Attack {
  const deed = deeds[server]
  const write = async (scene: Scene, marker: string, scope?: Scope) =>
    scene.call({
      server,
      tool: deed.tool,
      arguments: await deed.argumentsFor(scene, marker),
      credential: await scene.token('alice', server, scope),
    })
  return defineAttack({
    id,
    title: `cannot call ${deed.tool} with a token that carries ${granted} alone`,
    source: SOURCE,
    control: CONTROL,
    file: FILE,
    prepare: async () => ({ granted: newMarker(), refused: newMarker() }),
    honest: (scene, markers) => write(scene, markers.granted),
    attack: (scene, markers) => write(scene, markers.refused, granted),
    expect: missingScope(deed.scope),
    state: (scene, markers) => deed.find(scene, 'alice', markers.refused),
    clean: (scene, markers) => removeRows(scene, 'alice', server, [markers.granted, markers.refused]),
  })
}

interface Destruction extends Overreach {
  tool: string
  needs: Scope
  idArgument: string
}

const destructions: readonly Destruction[] = [
  {
    id: 'SCP-04',
    server: 'tasks',
    tool: 'tasks_delete',
    granted: 'tasks:write',
    needs: 'tasks:delete',
    idArgument: 'taskId',
  },
  {
    id: 'SCP-05',
    server: 'calendar',
    tool: 'calendar_delete_event',
    granted: 'calendar:write',
    needs: 'calendar:delete',
    idArgument: 'eventId',
  },
]

/** A token that may write is used to delete: a wider scope does not include a narrower one. */
function deleteWithWriteScope({ id, server, tool, granted, needs, idArgument }: Destruction): Attack {
  const remove = async (scene: Scene, rowId: string, scope?: Scope) =>
    scene.call({
      server,
      tool,
      arguments: { [idArgument]: rowId },
      credential: await scene.token('alice', server, scope),
    })
  return defineAttack({
    id,
    title: `cannot call ${tool} with a token that carries ${granted} alone`,
    source: SOURCE,
    control: CONTROL,
    file: FILE,
    async prepare(scene) {
      const marker = newMarker()
      const given = await createRow(scene, 'alice', server, marker)
      return { marker, given, kept: await createRow(scene, 'alice', server, marker) }
    },
    honest: (scene, rows) => remove(scene, rows.given),
    attack: (scene, rows) => remove(scene, rows.kept, granted),
    expect: missingScope(needs),
    state: (scene, rows) => deeds[server].find(scene, 'alice', rows.marker),
    clean: (scene, rows) => removeRows(scene, 'alice', server, [rows.marker]),
  })
}

async function share(scene: Scene, scope?: Scope): Promise<Exchange> {
  return scene.call({
    server: 'tasks',
    tool: 'tasks_share_project',
    arguments: { projectId: await projectId(scene, 'alice', 'Apollo'), email: 'bob@example.com', role: 'editor' },
    credential: await scene.token('alice', 'tasks', scope),
  })
}

interface OddScope {
  id: string
  title: string
  change(scene: Scene, original: string): Partial<SceneToolCall>
}

const oddScopes: readonly OddScope[] = [
  {
    id: 'SCP-07',
    title: 'cannot call any tool with a token without scopes',
    change: (scene, original) => claims(scene, original, { scope: undefined }),
  },
  {
    id: 'SCP-08',
    title: 'cannot read tasks with the scopes of another server in a token for this one',
    change: (scene, original) => claims(scene, original, { scope: 'calendar:read calendar:write weather:read' }),
  },
  {
    id: 'SCP-09',
    title: 'cannot read tasks with a wildcard as scope',
    change: (scene, original) => claims(scene, original, { scope: 'tasks:* * tasks' }),
  },
  {
    id: 'SCP-10',
    title: 'cannot read tasks with a scope that only begins like the right one',
    change: (scene, original) => claims(scene, original, { scope: 'tasks:reader tasks:read:all' }),
  },
  {
    id: 'SCP-11',
    title: 'cannot read tasks without the scope as a 2025-era client',
    change: (scene, original) => ({ ...claims(scene, original, { scope: 'tasks:write' }), isLegacy: true }),
  },
]

function claims(scene: Scene, original: string, changed: Record<string, unknown>): Partial<SceneToolCall> {
  return { credential: scene.forge({ original, signature: 'issuer', claims: changed }) }
}

function readWithOddScope({ id, title, change }: OddScope): Attack {
  return defineAttack({
    id,
    title,
    source: SOURCE,
    control: CONTROL,
    file: FILE,
    honest: (scene) => plainRead(scene),
    attack: async (scene) => plainRead(scene, change(scene, await scene.token('alice', 'tasks'))),
    expect: missingScope('tasks:read'),
  })
}

export const scopeAttacks: readonly Attack[] = [
  ...overreaches.map(writeWithReadScope),
  ...destructions.map(deleteWithWriteScope),
  defineAttack({
    id: 'SCP-06',
    title: 'cannot share a project with a token that carries tasks:write alone',
    source: SOURCE,
    control: CONTROL,
    file: FILE,
    honest: (scene) => share(scene),
    attack: (scene) => share(scene, 'tasks:write'),
    expect: missingScope('tasks:share'),
  }),
  ...oddScopes.map(readWithOddScope),
]
