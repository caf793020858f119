import { randomInt } from 'node:crypto'
import type { EventList, SavedPlaceList, ServerName, TaskList } from '@chaperone/contracts'
import { resultOf } from '../error-of.ts'
import type { Exchange } from '../http/exchange.ts'
import type { DemoUser, Scene } from '../scene.ts'
import { projectId } from './projects.ts'

/** The writing tool of a server that attacks try, and how to see and remove what it did. Rows are known by a marker. */
export interface Deed {
  tool: string
  scope: string
  argumentsFor(scene: Scene, marker: string): Promise<Record<string, unknown>>
  /** The user's rows with this marker, in full, so that any change of theirs shows. */
  find(scene: Scene, user: DemoUser, marker: string): Promise<{ id: string }[]>
  remove(scene: Scene, user: DemoUser, id: string): Promise<Exchange>
}

/** A text that no other row has. */
export function newMarker(): string {
  return `suite ${randomInt(2 ** 40).toString(36)}`
}

const tasks: Deed = {
  tool: 'tasks_create',
  scope: 'tasks:write',
  async argumentsFor(scene, marker) {
    return { projectId: await projectId(scene, 'alice', 'Borealis'), title: marker }
  },
  async find(scene, user, marker) {
    return resultOf<TaskList>(await scene.callAs(user, 'tasks', 'tasks_search', { text: marker })).tasks
  },
  remove: (scene, user, taskId) => scene.callAs(user, 'tasks', 'tasks_delete', { taskId }),
}

/** A week far away from anybody's plans. */
const QUIET_WEEK = { from: '2041-03-04T00:00:00Z', to: '2041-03-11T00:00:00Z' }

const calendar: Deed = {
  tool: 'calendar_create_event',
  scope: 'calendar:write',
  async argumentsFor(_scene, marker) {
    return {
      title: marker,
      startsAt: '2041-03-06T10:00:00Z',
      endsAt: '2041-03-06T10:15:00Z',
      timeZone: 'Europe/Lisbon',
      // Attacks run at the same time, each with events of its own.
      allowOverlap: true,
    }
  },
  async find(scene, user, marker) {
    const listed = resultOf<EventList>(await scene.callAs(user, 'calendar', 'calendar_list_events', QUIET_WEEK))
    return listed.events.filter(({ title }) => title === marker)
  },
  remove: (scene, user, eventId) => scene.callAs(user, 'calendar', 'calendar_delete_event', { eventId }),
}

const weather: Deed = {
  tool: 'weather_save_place',
  scope: 'weather:places:write',
  async argumentsFor(_scene, marker) {
    // A place counts once for each person, so every marker has a spot of its own.
    const [latitude, longitude] = [randomInt(-80_000, 80_000) / 1_000, randomInt(-170_000, 170_000) / 1_000]
    return { name: marker, country: 'Nowhere', latitude, longitude, timeZone: 'Etc/UTC' }
  },
  async find(scene, user, marker) {
    const listed = resultOf<SavedPlaceList>(await scene.callAs(user, 'weather', 'weather_list_places', {}))
    return listed.places.filter(({ name }) => name === marker)
  },
  remove: (scene, user, placeId) => scene.callAs(user, 'weather', 'weather_remove_place', { placeId }),
}

export const deeds: Record<ServerName, Deed> = { weather, calendar, tasks }

/** Does the server's deed as a user, and returns the id of the new row. */
export async function createRow(scene: Scene, user: DemoUser, server: ServerName, marker: string): Promise<string> {
  const deed = deeds[server]
  const made = await scene.callAs(user, server, deed.tool, await deed.argumentsFor(scene, marker))
  return resultOf<{ id: string }>(made).id
}

/** Removes every row of the user with one of these markers. */
export async function removeRows(scene: Scene, user: DemoUser, server: ServerName, markers: string[]): Promise<void> {
  for (const marker of markers) {
    for (const { id } of await deeds[server].find(scene, user, marker)) await deeds[server].remove(scene, user, id)
  }
}
