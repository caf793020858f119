import { eventListSchema, LIST_PAGE_SIZE } from '@chaperone/contracts'
import { z } from 'zod'
import { defineTool } from '../define-tool.ts'
import { eventAnswer, withCalendarName } from '../event-answer.ts'
import { isRangeWithin, overlaps, rangeFields } from '../range-input.ts'

const MAX_DAYS = 366

export const listEvents = defineTool({
  name: 'calendar_list_events',
  title: 'List events',
  description: `Lists the caller’s events that overlap a range of at most ${MAX_DAYS} days, in order, at most ${LIST_PAGE_SIZE}.`,
  scope: 'calendar:read',
  effect: 'read',
  input: z
    .strictObject(rangeFields)
    .refine(isRangeWithin(MAX_DAYS), `to must be after from, by at most ${MAX_DAYS} days`),
  output: eventListSchema,
  async run({ input: range, caller, db }) {
    const rows = await db.event.findMany({
      where: { ownerId: caller.ownerId, ...overlaps(range) },
      include: withCalendarName,
      orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
      take: LIST_PAGE_SIZE,
    })
    return { events: rows.map(eventAnswer) }
  },
})
