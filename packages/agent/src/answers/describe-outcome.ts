import {
  type AnswerPart,
  type CalendarEvent,
  calendarEventSchema,
  isRemoteConnection,
  placeSchema,
  placeSearchSchema,
  savedPlaceSchema,
  type Task,
  taskSchema,
} from '@chaperone/contracts'
import { placeTitle } from '../lookups/find-place.ts'
import { formatDate, formatSpan, localTime } from './dates.ts'
import { type Phrase, sentence, sourceOf, strong } from './parts.ts'

export interface Outcome {
  tool: string
  result: unknown
  /** The person's IANA zone. */
  timeZone: string
  /** Number of the hop that did it. */
  hop: number
  connection: string
  /** The arguments of the call, when they are at hand: some results say little more than that it was done. */
  args?: Record<string, unknown>
}

type Wording = (outcome: Outcome) => Phrase[] | null

const wordings: Record<string, Wording> = {
  calendar_create_event: ofEvent('Created'),
  calendar_update_event: ofEvent('Changed: it is now'),
  calendar_delete_event: () => ['The event is deleted.'],
  tasks_create: ofTask((task) => ['Added ', strong(task.title), ` to ${task.projectName}`, dueWords(task), '.']),
  tasks_update: ofTask((task) => [
    'Changed: the task is now ',
    strong(task.title),
    ` in ${task.projectName}`,
    dueWords(task),
    task.status === 'done' ? ', done.' : '.',
  ]),
  tasks_complete: ofTask((task) => ['Done: ', strong(task.title), ` in ${task.projectName} is complete.`]),
  tasks_delete: () => ['The task is deleted for everyone in its project.'],
  tasks_share_project: ({ args }) => [
    'The project is shared',
    ...(args ? [` with ${args.email} as ${args.role}`] : []),
    '.',
  ],
  weather_save_place: ({ result }) => {
    const saved = savedPlaceSchema.safeParse(result)
    const place = saved.success ? saved : placeSchema.safeParse(result)
    return place.success ? ['Saved ', strong(place.data.name), `, ${place.data.country}, to your places.`] : null
  },
  weather_search_places: ({ result }) => {
    const found = placeSearchSchema.safeParse(result)
    const place = found.success ? found.data.places[0] : undefined
    if (!place) return ['The weather server knows no such place.']
    return ['The weather server knows ', strong(placeTitle(place)), `. Ask “weather in ${place.name}” for more.`]
  },
  weather_remove_place: () => ['The place is no longer among your places.'],
}

/**
 * Words what a write or destroy tool has done, out of its result: "Created **Run** on Wednesday 25 November,
 * 14:00–15:00, in your Personal calendar." The result is parsed; one of another shape is reported as done, without details.
 */
export function describeOutcome(outcome: Outcome): AnswerPart[] {
  // A tool of somebody else's may be called like ours and do something else.
  const wording = isRemoteConnection(outcome.connection) ? undefined : wordings[outcome.tool]
  const phrases = wording?.(outcome) ?? ['Done: ', strong(outcome.tool), ' has been carried out.']
  return sentence('', phrases, sourceOf(outcome.hop, outcome.connection))
}

/** "your Personal calendar" or "the team calendar". */
export function calendarWords(connection: string, calendarName?: string): string {
  if (connection === 'team-calendar') return 'the team calendar'
  const name = calendarName?.replace(/\s*calendar$/i, '').trim()
  return name ? `your ${name} calendar` : 'your calendar'
}

/** ", due Friday 27 November", or nothing. */
export function dueWords({ due }: Pick<Task, 'due'>): string {
  return due ? `, due ${formatDate(due)}` : ''
}

function ofTask(words: (task: Task) => Phrase[]): Wording {
  return ({ result }) => {
    const task = taskSchema.safeParse(result)
    return task.success ? words(task.data) : null
  }
}

function ofEvent(verb: string): Wording {
  return ({ result, timeZone, connection }) => {
    const event = calendarEventSchema.safeParse(result)
    return event.success ? eventWords(verb, event.data, { timeZone, connection }) : null
  }
}

function eventWords(
  verb: string,
  event: CalendarEvent,
  { timeZone, connection }: { timeZone: string; connection: string },
): Phrase[] {
  const span = formatSpan(localTime(event.startsAt, timeZone), localTime(event.endsAt, timeZone))
  const place = event.location ? `, at ${event.location}` : ''
  const repeats = event.recurrence ? ', repeating' : ''
  return [
    `${verb} `,
    strong(event.title),
    ` on ${span}${repeats}${place}, in ${calendarWords(connection, event.calendarName)}.`,
  ]
}
