import { type CalendarEvent, eventDetailsSchema, eventListSchema } from '@chaperone/contracts'
import { localTime, toInstant } from '../answers/dates.ts'
import { eventLine } from '../answers/events.ts'
import { type Source, strong } from '../answers/parts.ts'
import { idIn, shownEvent } from '../conversation/thing.ts'
import { bestMatches } from '../language/best-match.ts'
import type { CalendarConnection } from '../language/calendar-phrase.ts'
import { localNow } from '../language/moments.ts'
import { nameFrom } from '../language/title.ts'
import { extractWhen } from '../language/when.ts'
import type { Fact, PlanRun } from '../plan-runner.ts'

/** How far ahead an event is looked for that has no day in its words. */
export const SEARCH_DAYS = 90

interface Wanted {
  connection: CalendarConnection
  words: string
}

/** The coming events that fit words such as "tomorrow's lunch with Bob" or "my 10:00 meeting". */
export async function eventsLike<Step extends string>(
  plan: PlanRun<Step>,
  step: Step,
  { connection, words }: Wanted,
): Promise<Fact<CalendarEvent[]>> {
  const { context } = plan
  const id = idIn(words, 'event')
  if (id) return eventById(plan, step, { connection, id })
  const { when, rest } = extractWhen(words.replace(/'s\b/g, ''), context)
  const name = nameFrom(rest, ['event', 'meeting', 'appointment', 'entry'])
  const today = localNow(context).startOf('day')
  const from = when?.hasDay ? when.start.startOf('day') : today
  const to = from.plus({ days: when?.hasDay ? 1 : SEARCH_DAYS })
  const { data, source } = await plan.read(step, {
    connection,
    tool: 'calendar_list_events',
    args: { from: toInstant(from), to: toInstant(to) },
    result: eventListSchema,
  })
  const atTime = data.events.filter(({ startsAt }) => {
    if (!when?.hasTime) return true
    const start = localTime(startsAt, context.timeZone)
    return start.hour === when.start.hour && start.minute === when.start.minute
  })
  const fitting = nextOfEach(name === '' && when ? atTime : bestMatches(atTime, name, ({ title }) => title))
  plan.showed(...fitting.map((event) => shownEvent(event, { connection, hop: source.hop })))
  return { data: fitting, source }
}

async function eventById<Step extends string>(
  plan: PlanRun<Step>,
  step: Step,
  { connection, id }: { connection: CalendarConnection; id: string },
): Promise<Fact<CalendarEvent[]>> {
  const shown = plan.context.notes.thingOf(id)
  const { data, source } = await plan.read(step, {
    connection,
    tool: 'calendar_get_event',
    args: { eventId: id, ...(shown?.startsAt && { from: shown.startsAt }) },
    ...(shown && { from: [{ turnId: shown.turnId, hop: shown.hop }] }),
    result: eventDetailsSchema,
  })
  const { occurrences, ...series } = data
  const time = shown?.startsAt ? occurrences.find(({ startsAt }) => startsAt === shown.startsAt) : series
  if (!time) return { data: [], source }
  const event = { ...series, startsAt: time.startsAt, endsAt: time.endsAt }
  plan.showed(shownEvent(event, { connection, hop: source.hop }))
  return { data: [event], source }
}

/** An event that repeats is meant by its next time. */
function nextOfEach(events: readonly CalendarEvent[]): CalendarEvent[] {
  return events.filter((event, index) => events.findIndex(({ id }) => id === event.id) === index)
}

/** The one coming event that a person means. Names the candidates and ends the plan when none or several fit. */
export async function findEvent<Step extends string>(
  plan: PlanRun<Step>,
  step: Step,
  wanted: Wanted,
): Promise<Fact<CalendarEvent>> {
  const { data, source } = await eventsLike(plan, step, wanted)
  return { data: singleEvent(plan, data, { words: wanted.words, source }), source }
}

/** The only one of the events that fit. Names the candidates and ends the plan when there are none or several. */
export function singleEvent<Step extends string>(
  plan: PlanRun<Step>,
  matches: readonly CalendarEvent[],
  { words, source }: { words: string; source: Source },
): CalendarEvent {
  const [event, other] = matches
  if (!event) {
    plan.stop(
      'I find no coming event that fits ',
      strong(words),
      '. Ask “what is in my calendar this week” to see them; if it is a task, say “the task …”.',
    )
  }
  if (!other) return event
  plan.context.notes.askedWhich(words)
  plan.say(`Several events fit “${words}”. Which one do you mean?`)
  plan.list(
    matches.slice(0, 6).map((match) => eventLine(match, plan.context.timeZone)),
    source,
  )
  plan.stop('Say “the first one”, or it again with the day and the time.')
}
