import type { ServerName } from '@chaperone/contracts'
import type { Connection } from '../registry.ts'

/** How the thing that an id names is put into words. */
export interface SubjectRule {
  /** Argument that holds the id. */
  argument: string
  /** Tool that reads it: with the same argument, or as one of a list. */
  tool: string
  /** Field of the answer that holds the list; missing when the tool takes the id. */
  list?: string
  /** Fields of the thing in braces. */
  words: string
}

/** For each server, what its ids name. A new kind of id that changes are made by needs a line here. */
export const subjectRules: Record<ServerName, readonly SubjectRule[]> = {
  tasks: [
    { argument: 'taskId', tool: 'tasks_get', words: 'Task “{title}” in {projectName}' },
    { argument: 'projectId', tool: 'tasks_list_projects', list: 'projects', words: 'Project “{name}”' },
  ],
  calendar: [
    { argument: 'eventId', tool: 'calendar_get_event', words: 'Event “{title}” in {calendarName}, starts {startsAt}' },
  ],
  weather: [{ argument: 'placeId', tool: 'weather_list_places', list: 'places', words: 'Place “{name}”, {country}' }],
}

/** What the ids of a connection name; nothing is known of a server of somebody else's. */
export function subjectsOf({ server }: Pick<Connection, 'server'>): readonly SubjectRule[] {
  return server === 'remote' ? [] : subjectRules[server]
}
