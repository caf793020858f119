import { type CalendarList, newId, type SavedPlace, type ServerName } from '@chaperone/contracts'
import { type Attack, defineAttack } from '../attack.ts'
import { resultOf } from '../error-of.ts'
import type { Exchange } from '../http/exchange.ts'
import { mcpCall } from '../mcp-call.ts'
import { patiently } from '../patiently.ts'
import { projectId } from '../rows/projects.ts'
import type { DemoUser, Scene } from '../scene.ts'

interface OwnedResource {
  id: string
  server: ServerName
  does: string
  file: string
  uriOf(id: string): string
  ownId(scene: Scene): Promise<string>
  unknownId(): string
}

const ownedResources: readonly OwnedResource[] = [
  {
    id: 'RES-01',
    server: 'tasks',
    does: "read another person's project as a resource",
    file: 'packages/tasks-server/src/resources/project.ts',
    uriOf: (id) => `tasks://projects/${id}`,
    ownId: (scene) => projectId(scene, 'alice', 'Borealis'),
    unknownId: () => newId('project'),
  },
  {
    id: 'RES-02',
    server: 'calendar',
    does: "read another person's calendar as a resource",
    file: 'packages/calendar-server/src/resources/calendar.ts',
    uriOf: (id) => `calendar://calendars/${id}`,
    async ownId(scene) {
      const listed = resultOf<CalendarList>(await scene.callAs('alice', 'calendar', 'calendar_list_calendars', {}))
      const [calendar] = listed.calendars
      if (!calendar) throw new Error('Alice has no calendar: start over with npm run demo -- --reset')
      return calendar.id
    },
    unknownId: () => newId('calendar'),
  },
  {
    id: 'RES-03',
    server: 'weather',
    does: "read another person's saved place as a resource",
    file: 'packages/weather-server/src/resources/saved-place.ts',
    uriOf: (id) => `weather://places/${id}`,
    async ownId(scene) {
      const place = {
        name: 'Évora',
        country: 'Portugal',
        latitude: 38.5667,
        longitude: -7.9,
        timeZone: 'Europe/Lisbon',
      }
      return resultOf<SavedPlace>(await scene.callAs('alice', 'weather', 'weather_save_place', place)).id
    },
    unknownId: () => newId('place'),
  },
]

async function read(scene: Scene, user: DemoUser, server: ServerName, uri: string): Promise<Exchange> {
  const credential = await scene.token(user, server)
  const url = scene.target.servers[server]
  return patiently(() => mcpCall({ url, method: 'resources/read', params: { uri }, credential }))
}

/** The answer repeats the URI that was asked for, which is all that may differ between "not yours" and "not there". */
function withoutId(answer: Exchange, id: string): Exchange {
  return { ...answer, body: answer.body.replaceAll(id, 'ID') }
}

/** Alice's resource, by its true URI, in Bob's hands. */
function resourceOfOthers({ id, server, does, file, uriOf, ownId, unknownId }: OwnedResource): Attack {
  return defineAttack({
    id,
    title: `cannot ${does}`,
    source: 'OWASP API1:2023; MCP 2026-07-28 server/resources, Security Considerations',
    control: 'Reading a resource is scoped by owner in the query, and by row-level security under it.',
    file,
    prepare: async (scene) => ({ own: await ownId(scene), unknown: unknownId() }),
    honest: (scene, { own }) => read(scene, 'alice', server, uriOf(own)),
    attack: async (scene, { own }) => withoutId(await read(scene, 'bob', server, uriOf(own)), own),
    expect: { status: [200, 400, 404], error: [-32602, -32002] },
    twin: async (scene, { unknown }) => withoutId(await read(scene, 'bob', server, uriOf(unknown)), unknown),
  })
}

export const resourceOfOthersAttacks: readonly Attack[] = ownedResources.map(resourceOfOthers)
