import { eventListSchema } from '@chaperone/contracts'
import type { DateTime } from 'luxon'
import { formatHours, localTime, toInstant } from '../answers/dates.ts'
import { strong } from '../answers/parts.ts'
import type { CalendarConnection } from '../language/calendar-phrase.ts'
import type { PlanRun } from '../plan-runner.ts'
import { takesArgument } from './takes-argument.ts'

interface Wanted {
  connection: CalendarConnection
  /** The tool that is going to be called. */
  tool: string
  start: DateTime
  end: DateTime
  /** An event that moves is not in its own way. */
  eventId?: string
}

/**
 * Says what is in the calendar at that time already. Answers the arguments with which the person, who has been told,
 * insists; none when nothing is in the way or when the calendar asks for none.
 */
export async function warnOfOverlap<Step extends string>(
  plan: PlanRun<Step>,
  step: Step,
  { connection, tool, start, end, eventId }: Wanted,
): Promise<{ allowOverlap?: true }> {
  const { catalogue, timeZone } = plan.context
  const found = await plan.attempt(step, {
    connection,
    tool: 'calendar_list_events',
    args: { from: toInstant(start), to: toInstant(end) },
    result: eventListSchema,
  })
  const event = found?.data.events.find(({ id }) => id !== eventId)
  if (!found || !event) return {}
  const hours = formatHours(localTime(event.startsAt, timeZone), localTime(event.endsAt, timeZone))
  plan.tell(found.source, 'This overlaps ', strong(event.title), ` (${hours}).`)
  return takesArgument(catalogue, { connection, tool, argument: 'allowOverlap' }) ? { allowOverlap: true } : {}
}
