import type { ServerName } from '@chaperone/contracts'
import { type Attack, defineAttack } from '../attack.ts'
import { invalidArguments } from '../expectations.ts'
import type { Exchange } from '../http/exchange.ts'
import { createRow, deeds, newMarker, removeRows } from '../rows/deeds.ts'
import type { Scene } from '../scene.ts'

interface Smuggled {
  id: string
  server: ServerName
  name: 'owner_id' | 'ownerId' | 'createdBy'
}

const smuggled: readonly Smuggled[] = [
  { id: 'INP-01', server: 'tasks', name: 'owner_id' },
  { id: 'INP-02', server: 'tasks', name: 'ownerId' },
  { id: 'INP-03', server: 'tasks', name: 'createdBy' },
  { id: 'INP-04', server: 'calendar', name: 'owner_id' },
  { id: 'INP-05', server: 'calendar', name: 'ownerId' },
  { id: 'INP-06', server: 'weather', name: 'owner_id' },
  { id: 'INP-07', server: 'weather', name: 'ownerId' },
]

/** An argument that names somebody else as the owner. It must be an error, not be dropped in silence. */
function smuggledOwner({ id, server, name }: Smuggled): Attack {
  const { tool, argumentsFor, find } = deeds[server]
  return defineAttack({
    id,
    title: `cannot smuggle ${name} into ${tool}`,
    source: 'MCP 2026-07-28 Elicitation, Security (identity comes from credentials); OWASP AISVS C10.4.3, C10.4.4',
    control: 'Input schemas are strict: an unknown argument is an error. The owner is never an argument.',
    file: 'packages/mcp-server-kit/src/define-tool.ts',
    prepare: async () => ({ honest: newMarker(), smuggled: newMarker() }),
    honest: async (scene, markers) => scene.callAs('alice', server, tool, await argumentsFor(scene, markers.honest)),
    async attack(scene, markers) {
      const args = await argumentsFor(scene, markers.smuggled)
      return scene.callAs('alice', server, tool, { ...args, [name]: await scene.subject('bob') })
    },
    expect: invalidArguments,
    state: async (scene, markers) => [
      await find(scene, 'alice', markers.smuggled),
      await find(scene, 'bob', markers.smuggled),
    ],
    clean: (scene, markers) => removeRows(scene, 'alice', server, [markers.honest, markers.smuggled]),
  })
}

async function createTitled(scene: Scene, title: string): Promise<Exchange> {
  const args = await deeds.tasks.argumentsFor(scene, title)
  return scene.callAs('alice', 'tasks', deeds.tasks.tool, args)
}

const operators = [
  { id: 'INP-08', title: 'cannot pass a query operator instead of an id', taskId: { not: 'task_0' } },
  { id: 'INP-09', title: 'cannot pass a list of ids instead of an id', taskId: ['task_0', 'task_1'] },
  { id: 'INP-10', title: 'cannot pass SQL in an id', taskId: "task_0' OR '1'='1" },
  { id: 'INP-11', title: 'cannot pass a wildcard as an id', taskId: '%' },
] as const

function oddId({ id, title, taskId }: (typeof operators)[number]): Attack {
  return defineAttack({
    id,
    title,
    source: 'OWASP MCP Top 10 MCP05; OWASP AISVS C10.4.4',
    control: 'An id matches the pattern of its kind before any query is built.',
    file: 'packages/contracts/src/ids.ts',
    async prepare(scene) {
      const marker = newMarker()
      await createRow(scene, 'alice', 'tasks', marker)
      return { marker, taskId: await createRow(scene, 'alice', 'tasks', marker) }
    },
    honest: (scene, row) => scene.callAs('alice', 'tasks', 'tasks_delete', { taskId: row.taskId }),
    attack: (scene) => scene.callAs('alice', 'tasks', 'tasks_delete', { taskId }),
    expect: invalidArguments,
    // One row is left, and must stay.
    state: (scene, { marker }) => deeds.tasks.find(scene, 'alice', marker),
    clean: (scene, { marker }) => removeRows(scene, 'alice', 'tasks', [marker]),
  })
}

export const inputAttacks: readonly Attack[] = [
  ...smuggled.map(smuggledOwner),
  ...operators.map(oddId),
  defineAttack({
    id: 'INP-12',
    title: 'cannot find everything with a wildcard in a search',
    source: 'OWASP MCP Top 10 MCP05',
    control: 'Wildcards in a searched text are escaped.',
    file: 'packages/tasks-server/src/escape-like.ts',
    async prepare(scene) {
      const marker = newMarker()
      return { marker, taskId: await createRow(scene, 'alice', 'tasks', marker) }
    },
    honest: (scene, { marker }) => scene.callAs('alice', 'tasks', 'tasks_search', { text: marker }),
    attack: (scene) => scene.callAs('alice', 'tasks', 'tasks_search', { text: '%_%' }),
    expect: { status: 200, error: null },
    clean: (scene, { marker }) => removeRows(scene, 'alice', 'tasks', [marker]),
  }),
  defineAttack({
    id: 'INP-13',
    title: 'cannot write a title that reads otherwise than it is',
    source: 'CVE-2021-42574; OWASP AISVS C10.4.1',
    control: 'A line has no characters that turn its direction or hide.',
    file: 'packages/contracts/src/text.ts',
    prepare: async () => ({ honest: newMarker(), hidden: newMarker() }),
    honest: (scene, markers) => createTitled(scene, `${markers.honest} 👩‍👩‍👧`),
    attack: (scene, markers) => createTitled(scene, `${markers.hidden} \u{202E}diap`),
    expect: invalidArguments,
    state: (scene, markers) => deeds.tasks.find(scene, 'alice', markers.hidden),
    clean: (scene, markers) => removeRows(scene, 'alice', 'tasks', [markers.honest, markers.hidden]),
  }),
]
