import { freeSlotListSchema, LIST_PAGE_SIZE, timeZoneSchema } from '@chaperone/contracts'
import { z } from 'zod'
import { defineTool } from '../define-tool.ts'
import { freeSlots } from '../free-slots.ts'
import { isRangeWithin, overlaps, rangeFields } from '../range-input.ts'

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
    })
    .refine(isRangeWithin(MAX_DAYS), `to must be after from, by at most ${MAX_DAYS} days`)
    .refine(({ dayStart, dayEnd }) => dayStart < dayEnd, 'dayEnd must be after dayStart'),
  output: freeSlotListSchema,
  async run({ input: { from, to, ...hours }, caller, db }) {
    const busy = await db.event.findMany({
      where: { ownerId: caller.ownerId, ...overlaps({ from, to }) },
      select: { startsAt: true, endsAt: true },
    })
    const slots = freeSlots({ ...hours, from: new Date(from), to: new Date(to), busy })
    return { slots: slots.slice(0, LIST_PAGE_SIZE) }
  },
})
