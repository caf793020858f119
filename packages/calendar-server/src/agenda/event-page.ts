import { type EventList, eventIdSchema } from '@chaperone/contracts'
import type { Caller } from '@chaperone/mcp-auth'
import { cursorOf, pageOf } from '@chaperone/mcp-server-kit'
import { z } from 'zod'
import type { CalendarTransaction } from '../define-tool.ts'
import { eventAnswer, withCalendarName } from '../events/event-answer.ts'
import { type EventOccurrence, eventsInRange } from './events-in-range.ts'

interface Question {
  db: CalendarTransaction
  caller: Caller
  range: { from: Date; to: Date }
  /** Of the page before; the first page without one. */
  cursor: string | undefined
}

/** Start, in milliseconds, and id: the order of the list. */
const cursors = cursorOf(z.tuple([z.int(), eventIdSchema]))

/**
 * The caller's events that overlap a range, in order, a page at a time; one that repeats once for each occurrence.
 *
 * @throws ToolError `too_many_events`, `invalid_cursor`
 */
export async function eventPage({ db, caller, range, cursor }: Question): Promise<EventList> {
  const all = await eventsInRange({ db, caller, range })
  const { page, last } = pageOf(cursor ? all.filter(isAfter(cursor)) : all)
  const rows = await db.event.findMany({
    where: { ownerId: caller.ownerId, id: { in: page.map(({ eventId }) => eventId) } },
    include: withCalendarName,
  })
  const byId = new Map(rows.map((row) => [row.id, row]))
  return {
    events: page.flatMap(({ eventId, ...times }) => {
      const row = byId.get(eventId)
      return row ? [eventAnswer(row, times)] : []
    }),
    nextCursor: last && cursors.write([last.startsAt.getTime(), last.eventId]),
  }
}

function isAfter(cursor: string): (occurrence: EventOccurrence) => boolean {
  const [start, id] = cursors.read(cursor)
  return ({ startsAt, eventId }) => startsAt.getTime() > start || (startsAt.getTime() === start && eventId > id)
}
