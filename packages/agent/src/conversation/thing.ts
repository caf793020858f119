import type { CalendarEvent, Project, Task } from '@chaperone/contracts'
import type { CalendarConnection } from '../language/calendar-phrase.ts'

export type ThingKind = 'task' | 'event' | 'project'

/** Something that an answer showed, so that the next message can mean it. */
export interface Thing {
  kind: ThingKind
  /** Null for what waits for approval: then its title is in the person's own words. */
  id: string | null
  title: string
  /** The connection that holds it. */
  connection: string
  /** Of the time that was shown, of an event that repeats: all its times have one id. ISO 8601, UTC. */
  startsAt: string | null
  /** When an event starts (ISO 8601, UTC) or a task is due (a date), which tells it from others of its name. */
  when: string | null
  /** Where its id was read. */
  turnId: string
  hop: number
}

/** A thing before it is known in which turn it was shown. */
export type ShownThing = Omit<Thing, 'turnId'>

export function shownTask({ id, title, due }: Pick<Task, 'id' | 'title' | 'due'>, hop: number): ShownThing {
  return { kind: 'task', id, title, connection: 'tasks', startsAt: null, when: due, hop }
}

export function shownProject({ id, name }: Project, hop: number): ShownThing {
  return { kind: 'project', id, title: name, connection: 'tasks', startsAt: null, when: null, hop }
}

export function shownEvent(
  { id, title, recurrence, startsAt }: Pick<CalendarEvent, 'id' | 'title' | 'recurrence' | 'startsAt'>,
  { connection, hop }: { connection: CalendarConnection; hop: number },
): ShownThing {
  return { kind: 'event', id, title, connection, startsAt: recurrence ? startsAt : null, when: startsAt, hop }
}

/** The id of a thing in the words of a request, as references become it; null where there is none. */
export function idIn(words: string, kind: ThingKind): string | null {
  const prefix = { task: 'task', event: 'evt', project: 'prj' }[kind]
  return new RegExp(`\\b${prefix}_[0-9a-z]+\\b`).exec(words)?.[0] ?? null
}

/** What stands for a thing in a request: its id, and never what somebody else called it; without one, the person's own words. */
export function referenceTo({ id, title }: Thing): string {
  return id ?? `"${title.replaceAll('"', '')}"`
}
