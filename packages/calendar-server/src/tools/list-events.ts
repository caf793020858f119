import { eventIdSchema, eventListSchema, LIST_PAGE_SIZE } from '@chaperone/contracts'
import { cursorOf, cursorSchema, pageOf } from '@chaperone/mcp-server-kit'
import { z } from 'zod'
import { type EventOccurrence, eventsInRange } from '../agenda/events-in-range.ts'
import { isRangeWithin, rangeFields, rangeOf } from '../agenda/range-input.ts'
import { defineTool } from '../define-tool.ts'
import { eventAnswer, withCalendarName } from '../events/event-answer.ts'

const MAX_DAYS = 366

/** Start, in milliseconds, and id: the order of the list. */
const cursors = cursorOf(z.tuple([z.int(), eventIdSchema]))

export const listEvents = defineTool({
  name: 'calendar_list_events',
  title: 'List events',
  description: `Lists the caller’s events that overlap a range of at most ${MAX_DAYS} days, in order, ${LIST_PAGE_SIZE} a page. An event that repeats is listed once for each occurrence.`,
  scope: 'calendar:read',
  effect: 'read',
  input: z
    .strictObject({ ...rangeFields, cursor: cursorSchema.exactOptional() })
    .refine(isRangeWithin(MAX_DAYS), `to must be after from, by at most ${MAX_DAYS} days`),
  output: eventListSchema,
  async run({ input, caller, db }) {
    const all = await eventsInRange({ db, caller, range: rangeOf(input) })
    const { page, last } = pageOf(input.cursor ? all.filter(isAfter(input.cursor)) : all)
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
  },
})

function isAfter(cursor: string): (occurrence: EventOccurrence) => boolean {
  const [start, id] = cursors.read(cursor)
  return ({ startsAt, eventId }) => startsAt.getTime() > start || (startsAt.getTime() === start && eventId > id)
}
