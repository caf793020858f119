import { calendarIdSchema, freeSlotListSchema, LIST_PAGE_SIZE, timeZoneSchema } from '@chaperone/contracts'
import { z } from 'zod'
import { eventsInRange } from '../agenda/events-in-range.ts'
import { freeSlots } from '../agenda/free-slots.ts'
import { isRangeWithin, rangeFields, rangeOf } from '../agenda/range-input.ts'
import { requireCalendars } from '../calendars/require-calendars.ts'
import { defineTool } from '../define-tool.ts'

const MAX_DAYS = 92

export const findFreeSlots = defineTool({
  name: 'calendar_find_free_slots',
  title: 'Find free time',
  description: `Finds the stretches of at least so many minutes in which the caller has no event, inside working hours, in a range of at most ${MAX_DAYS} days. The first ${LIST_PAGE_SIZE}, in order.`,
  scope: 'calendar:read',
  effect: 'read',
  input: z
    .strictObject({
      ...rangeFields,
      minutes: z.int().min(15).max(480),
      timeZone: timeZoneSchema.describe('IANA zone of the working hours'),
      dayStart: z
        .string()
        .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
        .default('09:00')
        .describe('Local time HH:MM at which a day starts'),
      dayEnd: z
        .string()
        .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/)
        .default('18:00')
        .describe('Local time HH:MM at which a day ends, up to 24:00'),
      weekdaysOnly: z.boolean().default(true).describe('Leaves out Saturday and Sunday'),
      calendarIds: z
        .array(calendarIdSchema)
        .min(1)
        .max(20)
        .exactOptional()
        .describe('Only these calendars of the caller’s count; all of them when left out'),
    })
    .refine(isRangeWithin(MAX_DAYS), `to must be after from, by at most ${MAX_DAYS} days`)
    .refine(({ dayStart, dayEnd }) => dayStart < dayEnd, 'dayEnd must be after dayStart'),
  output: freeSlotListSchema,
  async run({ input: { from, to, calendarIds, ...hours }, caller, db }) {
    if (calendarIds) await requireCalendars({ db, caller, calendarIds })
    const range = rangeOf({ from, to })
    const busy = await eventsInRange({ db, caller, range, calendarIds })
    const slots = freeSlots({ ...hours, ...range, busy })
    return { slots: slots.slice(0, LIST_PAGE_SIZE) }
  },
})
