import { instantSchema, lineSchema, notesSchema, timeZoneSchema } from '@chaperone/contracts'
import { z } from 'zod'
import { recurrenceSchema } from '../recurrence/recurrence-rule.ts'

/** What a person says about an event, one schema per field. */
export const eventFields = {
  title: lineSchema(200),
  startsAt: instantSchema.describe('ISO 8601 with offset, such as 2026-11-25T10:00:00Z'),
  endsAt: instantSchema.describe('ISO 8601 with offset; after startsAt'),
  timeZone: timeZoneSchema.describe('IANA zone in which the person means these times, such as Europe/Lisbon'),
  recurrence: recurrenceSchema,
  location: lineSchema(200),
  notes: notesSchema(4_000),
}

export const allowOverlapField = z
  .boolean()
  .default(false)
  .describe('Lets the event overlap others of the caller; otherwise such times are refused')

export const endsAfterStart = 'endsAt must be after startsAt'

/** Instants may carry different offsets, so they are compared as points in time, not as text. */
export function isBefore(start: string, end: string): boolean {
  return Date.parse(start) < Date.parse(end)
}
