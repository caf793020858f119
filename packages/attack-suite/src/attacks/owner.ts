import { newId, type ServerName } from '@chaperone/contracts'
import { type Attack, defineAttack } from '../attack.ts'
import { notFound } from '../expectations.ts'
import { createRow, deeds, newMarker, removeRows } from '../rows/deeds.ts'
import { projectId } from '../rows/projects.ts'

const SOURCE = 'OWASP API1:2023; OWASP AISVS C10.2.5; CVE-2026-54052'
const CONTROL = 'Every query carries the verified owner, and row-level security hides all other rows.'

interface RowTool {
  id: string
  server: ServerName
  tool: string
  kind: 'task' | 'event' | 'place'
  does: string
  changes?: Record<string, unknown>
  file: string
}

const rowTools: readonly RowTool[] = [
  {
    id: 'OWN-01',
    server: 'tasks',
    tool: 'tasks_get',
    kind: 'task',
    does: "read another person's task",
    file: 'packages/tasks-server/src/find-task.ts',
  },
  {
    id: 'OWN-02',
    server: 'tasks',
    tool: 'tasks_update',
    kind: 'task',
    does: "change another person's task",
    changes: { version: 1, title: 'taken over' },
    file: 'packages/tasks-server/src/find-task.ts',
  },
  {
    id: 'OWN-03',
    server: 'tasks',
    tool: 'tasks_complete',
    kind: 'task',
    does: "complete another person's task",
    file: 'packages/tasks-server/src/find-task.ts',
  },
  {
    id: 'OWN-04',
    server: 'tasks',
    tool: 'tasks_delete',
    kind: 'task',
    does: "delete another person's task",
    file: 'packages/tasks-server/src/find-task.ts',
  },
  {
    id: 'OWN-05',
    server: 'calendar',
    tool: 'calendar_get_event',
    kind: 'event',
    does: "read another person's event",
    file: 'packages/calendar-server/src/events/find-event.ts',
  },
  {
    id: 'OWN-06',
    server: 'calendar',
    tool: 'calendar_update_event',
    kind: 'event',
    does: "change another person's event",
    changes: { version: 1, title: 'taken over' },
    file: 'packages/calendar-server/src/events/find-event.ts',
  },
  {
    id: 'OWN-07',
    server: 'calendar',
    tool: 'calendar_delete_event',
    kind: 'event',
    does: "delete another person's event",
    file: 'packages/calendar-server/src/events/find-event.ts',
  },
  {
    id: 'OWN-08',
    server: 'weather',
    tool: 'weather_remove_place',
    kind: 'place',
    does: "remove another person's place",
    file: 'packages/weather-server/src/tools/remove-place.ts',
  },
]

/** Alice may with her row; Bob, with a token just as good, may not, and cannot even tell that the row exists. */
function otherPersonsRow({ id, server, tool, kind, does, changes, file }: RowTool): Attack {
  const args = (rowId: string) => ({ [`${kind}Id`]: rowId, ...changes })
  return defineAttack({
    id,
    title: `cannot ${does}`,
    source: SOURCE,
    control: CONTROL,
    file,
    async prepare(scene) {
      const markers = [newMarker(), newMarker()] as const
      const own = await createRow(scene, 'alice', server, markers[0])
      return { markers, own, wanted: await createRow(scene, 'alice', server, markers[1]) }
    },
    honest: (scene, { own }) => scene.callAs('alice', server, tool, args(own)),
    attack: (scene, { wanted }) => scene.callAs('bob', server, tool, args(wanted)),
    expect: notFound,
    twin: (scene) => scene.callAs('bob', server, tool, args(newId(kind))),
    state: (scene, { markers }) => deeds[server].find(scene, 'alice', markers[1]),
    async clean(scene, { markers, own }) {
      await removeRows(scene, 'alice', server, [...markers])
      if (changes) await deeds[server].remove(scene, 'alice', own)
    },
  })
}

const projectTools = [
  { id: 'OWN-09', tool: 'tasks_list', does: "list the tasks of another person's project", extra: {} },
  { id: 'OWN-10', tool: 'tasks_search', does: "search another person's project", extra: { text: 'a' } },
  {
    id: 'OWN-11',
    tool: 'tasks_create',
    does: "add a task to another person's project",
    extra: { title: 'suite intruder' },
  },
  {
    id: 'OWN-12',
    tool: 'tasks_share_project',
    does: "share another person's project with oneself",
    extra: { email: 'bob@example.com', role: 'viewer' },
  },
] as const

/** Alice's project, by its true id, in Bob's hands; for sharing, in a way that changes nothing when Alice does it. */
function otherPersonsProject({ id, tool, does, extra }: (typeof projectTools)[number]): Attack {
  const isShare = tool === 'tasks_share_project'
  return defineAttack({
    id,
    title: `cannot ${does}`,
    source: SOURCE,
    control: CONTROL,
    file: 'packages/tasks-server/src/find-project.ts',
    async prepare(scene) {
      return {
        // Bob is in Apollo already; sharing it with him again as an editor is the honest twin of the attack.
        honest: isShare
          ? { projectId: await projectId(scene, 'alice', 'Apollo'), ...extra, role: 'editor' }
          : { projectId: await projectId(scene, 'alice', 'Borealis'), ...extra },
        attack: { projectId: await projectId(scene, 'alice', 'Borealis'), ...extra },
      }
    },
    honest: (scene, args) => scene.callAs('alice', 'tasks', tool, args.honest),
    attack: (scene, args) => scene.callAs('bob', 'tasks', tool, args.attack),
    expect: notFound,
    twin: (scene) => scene.callAs('bob', 'tasks', tool, { projectId: newId('project'), ...extra }),
    async state(scene) {
      const projects = await scene.callAs('bob', 'tasks', 'tasks_list_projects', {})
      return [projects.body, await deeds.tasks.find(scene, 'alice', 'suite intruder')]
    },
    clean: (scene) => removeRows(scene, 'alice', 'tasks', ['suite intruder']),
  })
}

const lists = [
  {
    id: 'OWN-13',
    server: 'tasks',
    tool: 'tasks_search',
    args: (marker: string) => ({ text: marker }),
    file: 'packages/tasks-server/src/tools/search-tasks.ts',
  },
  {
    id: 'OWN-14',
    server: 'calendar',
    tool: 'calendar_list_events',
    args: () => ({ from: '2041-03-04T00:00:00Z', to: '2041-03-11T00:00:00Z' }),
    file: 'packages/calendar-server/src/agenda/events-in-range.ts',
  },
  {
    id: 'OWN-15',
    server: 'weather',
    tool: 'weather_list_places',
    args: () => ({}),
    file: 'packages/weather-server/src/tools/list-places.ts',
  },
] as const

/** No id is named: the list of one person must not hold the rows of another. The runner compares the ids shown. */
function otherPersonsList({ id, server, tool, args, file }: (typeof lists)[number]): Attack {
  return defineAttack({
    id,
    title: `cannot find another person's rows with ${tool}`,
    source: SOURCE,
    control: CONTROL,
    file,
    async prepare(scene) {
      const marker = newMarker()
      return { marker, row: await createRow(scene, 'alice', server, marker) }
    },
    honest: (scene, { marker }) => scene.callAs('alice', server, tool, args(marker)),
    isAccepted: ({ status, body }) => status === 200 && /"(task|evt|plc)_/.test(body.replaceAll('\\', '')),
    attack: (scene, { marker }) => scene.callAs('bob', server, tool, args(marker)),
    expect: { status: 200, error: null },
    clean: (scene, { marker }) => removeRows(scene, 'alice', server, [marker]),
  })
}

export const ownerAttacks: readonly Attack[] = [
  ...rowTools.map(otherPersonsRow),
  ...projectTools.map(otherPersonsProject),
  ...lists.map(otherPersonsList),
]
