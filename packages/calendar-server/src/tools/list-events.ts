import { eventListSchema, LIST_PAGE_SIZE } from '@chaperone/contracts'
import { z } from 'zod'
import { eventsInRange } from '../agenda/events-in-range.ts'
import { isRangeWithin, rangeFields, rangeOf } from '../agenda/range-input.ts'
import { defineTool } from '../define-tool.ts'
import { eventAnswer, withCalendarName } from '../events/event-answer.ts'

const MAX_DAYS = 366

export const listEvents = defineTool({
  name: 'calendar_list_events',
  title: 'List events',
  description: `Lists the caller’s events that overlap a range of at most ${MAX_DAYS} days, in order, at most ${LIST_PAGE_SIZE}. An event that repeats is listed once for each occurrence.`,
  scope: 'calendar:read',
  effect: 'read',
  input: z
    .strictObject(rangeFields)
    .refine(isRangeWithin(MAX_DAYS), `to must be after from, by at most ${MAX_DAYS} days`),
  output: eventListSchema,
  async run({ input, caller, db }) {
    const occurrences = (await eventsInRange({ db, caller, range: rangeOf(input) })).slice(0, LIST_PAGE_SIZE)
    const rows = await db.event.findMany({
      where: { ownerId: caller.ownerId, id: { in: occurrences.map(({ eventId }) => eventId) } },
      include: withCalendarName,
    })
    const byId = new Map(rows.map((row) => [row.id, row]))
    return {
      events: occurrences.flatMap(({ eventId, ...times }) => {
        const row = byId.get(eventId)
        return row ? [eventAnswer(row, times)] : []
      }),
    }
  },
})
