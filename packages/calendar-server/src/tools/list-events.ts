import { eventListSchema, LIST_PAGE_SIZE } from '@chaperone/contracts'
import { cursorSchema } from '@chaperone/mcp-server-kit'
import { z } from 'zod'
import { eventPage } from '../agenda/event-page.ts'
import { isRangeWithin, rangeFields, rangeOf } from '../agenda/range-input.ts'
import { defineTool } from '../define-tool.ts'

const MAX_DAYS = 366

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
  run: ({ input, caller, db }) => eventPage({ db, caller, range: rangeOf(input), cursor: input.cursor }),
})
