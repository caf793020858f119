import { calendarListSchema, LIST_PAGE_SIZE } from '@chaperone/contracts'
import { z } from 'zod'
import { defineTool } from '../define-tool.ts'

export const listCalendars = defineTool({
  name: 'calendar_list_calendars',
  title: 'List calendars',
  description: `Lists the caller’s calendars, at most ${LIST_PAGE_SIZE}. New events go into the first unless they say otherwise.`,
  scope: 'calendar:read',
  effect: 'read',
  input: z.strictObject({}),
  output: calendarListSchema,
  async run({ caller, db }) {
    const calendars = await db.calendar.findMany({
      where: { ownerId: caller.ownerId },
      orderBy: { id: 'asc' },
      select: { id: true, name: true },
      take: LIST_PAGE_SIZE,
    })
    return { calendars }
  },
})
