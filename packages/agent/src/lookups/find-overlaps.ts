import { type CalendarEvent, eventListSchema } from '@chaperone/contracts'
import type { DateTime } from 'luxon'
import { toInstant } from '../answers/dates.ts'
import { eventLine } from '../answers/events.ts'
import type { CalendarConnection } from '../language/calendar-phrase.ts'
import type { PlanRun } from '../plan-runner.ts'

const MOST_LINES = 6

interface Wanted {
  connection: CalendarConnection
  start: DateTime
  end: DateTime
  /** The event that moves there, which is not in its own way. */
  moving?: Pick<CalendarEvent, 'id'>
}

/**
 * Looks at what is planned already at a time, and names it. Answers the argument with which the calendar accepts the
 * overlap: the person is asked for approval with both before their eyes.
 */
export async function findOverlaps<Step extends string>(
  plan: PlanRun<Step>,
  step: Step,
  { connection, start, end, moving }: Wanted,
): Promise<{ allowOverlap?: true }> {
  const found = await plan.attempt(step, {
    connection,
    tool: 'calendar_list_events',
    args: { from: toInstant(start), to: toInstant(end) },
    result: eventListSchema,
  })
  const overlaps = found?.data.events.filter(({ id }) => id !== moving?.id) ?? []
  if (!found || overlaps.length === 0) return {}
  plan.say('That time is taken already:')
  plan.list(
    overlaps.slice(0, MOST_LINES).map((event) => eventLine(event, plan.context.timeZone)),
    found.source,
  )
  return { allowOverlap: true }
}
