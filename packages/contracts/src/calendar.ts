import { z } from 'zod'
import { calendarIdSchema, eventIdSchema } from './ids.ts'

/** An IANA time zone that this runtime knows, such as `Europe/Lisbon`. An offset such as `+01:00` is none. */
export const timeZoneSchema = z.string().max(64).refine(isTimeZone, 'must be an IANA time zone, such as Europe/Lisbon')

function isTimeZone(zone: string): boolean {
  if (!/^[A-Z]/i.test(zone)) return false
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions()
    // Runtimes read names in any case; everybody else who gets to see this one does not.
    return timeZone === zone || timeZone.toLowerCase() !== zone.toLowerCase()
  } catch {
    return false
  }
}

const EARLIEST = Date.UTC(1970)
const LATEST = Date.UTC(2200)

/** An instant with offset, ISO 8601, such as `2026-11-25T10:00:00Z`, from 1970 to 2199. */
export const instantSchema = z.iso
  .datetime({ offset: true })
  .refine((text) => Date.parse(text) >= EARLIEST && Date.parse(text) < LATEST, 'must lie between 1970 and 2199')

export const calendarSchema = z.strictObject({ id: calendarIdSchema, name: z.string() })
export const calendarListSchema = z.strictObject({ calendars: z.array(calendarSchema) })
export type CalendarList = z.infer<typeof calendarListSchema>

/**
 * Instants are UTC; `timeZone` is the zone in which the person meant them. Occurrences of an event that repeats share
 * everything but their times.
 */
export const calendarEventSchema = z.strictObject({
  id: eventIdSchema,
  /** Counts changes; an update names the version it has seen. */
  version: z.int(),
  calendarId: calendarIdSchema,
  calendarName: z.string(),
  title: z.string(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  timeZone: z.string(),
  recurrence: z.string().nullable().describe('RRULE of RFC 5545; null for an event that takes place once'),
  location: z.string().nullable(),
  notes: z.string().nullable(),
})
export type CalendarEvent = z.infer<typeof calendarEventSchema>

export const eventListSchema = z.strictObject({
  events: z.array(calendarEventSchema),
  nextCursor: z.string().nullable().describe('Leads to the next page; null on the last one'),
})
export type EventList = z.infer<typeof eventListSchema>

const timesSchema = z.strictObject({ startsAt: z.iso.datetime(), endsAt: z.iso.datetime() })

/** `startsAt` and `endsAt` are those of the first occurrence. */
export const eventDetailsSchema = calendarEventSchema.extend({ occurrences: z.array(timesSchema) })

export const freeSlotListSchema = z.strictObject({ slots: z.array(timesSchema) })
export type FreeSlotList = z.infer<typeof freeSlotListSchema>
