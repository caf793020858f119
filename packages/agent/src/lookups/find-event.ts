import { type CalendarEvent, eventListSchema } from '@chaperone/contracts'
import { localTime, toInstant } from '../answers/dates.ts'
import { eventLine } from '../answers/events.ts'
import { strong } from '../answers/parts.ts'
import { bestMatches } from '../language/best-match.ts'
import type { CalendarConnection } from '../language/calendar-phrase.ts'
import { localNow } from '../language/moments.ts'
import { nameFrom } from '../language/title.ts'
import { extractWhen } from '../language/when.ts'
import type { Fact, PlanRun } from '../plan-runner.ts'

const SEARCH_DAYS = 90

/**
 * The one coming event that a person means by words such as "tomorrow's lunch with Bob" or "my 10:00 meeting".
 * Names the candidates and ends the plan when none or several fit.
 */
export async function findEvent<Step extends string>(
  plan: PlanRun<Step>,
  step: Step,
  { connection, words }: { connection: CalendarConnection; words: string },
): Promise<Fact<CalendarEvent>> {
  const { context } = plan
  const { timeZone } = context
  const { when, rest } = extractWhen(words.replace(/'s\b/g, ''), context)
  const name = nameFrom(rest, ['event', 'meeting', 'appointment', 'entry'])
  const today = localNow(context).startOf('day')
  const from = when?.hasDay ? when.start.startOf('day') : today
  const to = from.plus({ days: when?.hasDay ? 1 : SEARCH_DAYS })
  const found = await plan.read(step, {
    connection,
    tool: 'calendar_list_events',
    args: { from: toInstant(from), to: toInstant(to) },
    result: eventListSchema,
  })
  const atTime = found.data.events.filter(({ startsAt }) => {
    if (!when?.hasTime) return true
    const start = localTime(startsAt, timeZone)
    return start.hour === when.start.hour && start.minute === when.start.minute
  })
  const matches = nextOfEach(name === '' && when ? atTime : bestMatches(atTime, name, ({ title }) => title))
  const [event, other] = matches
  if (!event) {
    plan.stop(
      'I find no coming event that fits ',
      strong(words),
      '. Ask “what is in my calendar this week” to see them; if it is a task, say “the task …”.',
    )
  }
  if (!other) return { data: event, source: found.source }
  plan.say(`Several events fit “${words}”. Which one do you mean?`)
  plan.list(
    matches.slice(0, 6).map((match) => eventLine(match, timeZone)),
    found.source,
  )
  plan.stop('Say it again with the day and the time.')
}

/** An event that repeats is meant by its next time. */
function nextOfEach(events: readonly CalendarEvent[]): CalendarEvent[] {
  return events.filter((event, index) => events.findIndex(({ id }) => id === event.id) === index)
}
