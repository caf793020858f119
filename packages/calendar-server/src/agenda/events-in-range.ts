import type { Caller } from '@chaperone/mcp-auth'
import { ToolError } from '@chaperone/mcp-server-kit'
import type { CalendarTransaction } from '../define-tool.ts'
import { type Occurrence, occurrencesIn } from '../recurrence/series.ts'

/** The most occurrences that one call expands: bounds its time and memory, whatever the rules say. */
export const MAX_OCCURRENCES = 2_000

export interface EventOccurrence extends Occurrence {
  eventId: string
}

interface Question {
  db: CalendarTransaction
  caller: Caller
  range: { from: Date; to: Date }
  /** Only these calendars; all of the caller's when left out. Foreign ones contribute nothing. */
  calendarIds?: readonly string[] | undefined
}

/**
 * Every occurrence of the caller's events that overlaps a range, in order of their start.
 *
 * @throws ToolError `too_many_events` when there are more than 2,000.
 */
export async function eventsInRange({ db, caller, range, calendarIds }: Question): Promise<EventOccurrence[]> {
  const rows = await db.event.findMany({
    where: {
      ownerId: caller.ownerId,
      startsAt: { lt: range.to },
      lastEndsAt: { gt: range.from },
      ...(calendarIds && { calendarId: { in: [...calendarIds] } }),
    },
    select: {
      id: true,
      startsAt: true,
      endsAt: true,
      timeZone: true,
      recurrence: true,
      excluded: true,
      lastEndsAt: true,
    },
    take: MAX_OCCURRENCES + 1,
  })
  const occurrences: EventOccurrence[] = []
  for (const { id: eventId, ...series } of rows) {
    for (const times of occurrencesIn(series, range)) occurrences.push({ eventId, ...times })
    if (occurrences.length > MAX_OCCURRENCES) throw tooMany()
  }
  if (rows.length > MAX_OCCURRENCES) throw tooMany()
  return occurrences.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime() || (a.eventId < b.eventId ? -1 : 1))
}

function tooMany(): ToolError {
  return new ToolError(
    'too_many_events',
    `There are more than ${MAX_OCCURRENCES} events then. Ask for a shorter range.`,
  )
}
