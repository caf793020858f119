import { z } from 'zod'
import { eventIdSchema } from './ids.ts'

/** An IANA time zone that this runtime knows, such as `Europe/Lisbon`. */
export const timeZoneSchema = z
  .string()
  .max(64)
  .refine((zone) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone })
      return true
    } catch {
      return false
    }
  }, 'must be an IANA time zone, such as Europe/Lisbon')

const EARLIEST = Date.UTC(1970)
const LATEST = Date.UTC(2200)

/** An instant with offset, ISO 8601, such as `2026-11-25T10:00:00Z`, from 1970 to 2199. */
export const instantSchema = z.iso
  .datetime({ offset: true })
  .refine((text) => Date.parse(text) >= EARLIEST && Date.parse(text) < LATEST, 'must lie between 1970 and 2199')

/** Instants are UTC; `timeZone` is the zone in which the person meant them. */
export const calendarEventSchema = z.strictObject({
  id: eventIdSchema,
  calendarName: z.string(),
  title: z.string(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  timeZone: z.string(),
  location: z.string().nullable(),
  notes: z.string().nullable(),
})
export type CalendarEvent = z.infer<typeof calendarEventSchema>

export const eventListSchema = z.strictObject({ events: z.array(calendarEventSchema) })
export type EventList = z.infer<typeof eventListSchema>

export const freeSlotSchema = z.strictObject({ startsAt: z.iso.datetime(), endsAt: z.iso.datetime() })
export const freeSlotListSchema = z.strictObject({ slots: z.array(freeSlotSchema) })
export type FreeSlotList = z.infer<typeof freeSlotListSchema>
