import { lineSchema, notesSchema } from '@chaperone/contracts'
import { z } from 'zod'

export const titleSchema = lineSchema(200)
export const taskNotesSchema = notesSchema(4_000)

const MAX_LABELS = 10

/** Lower case, so that a label is one label however it is typed. */
export const labelSchema = lineSchema(40).toLowerCase()

export const labelsSchema = z
  .array(labelSchema)
  .max(MAX_LABELS)
  .transform((labels) => [...new Set(labels)])

/** A calendar date from 1970 to 2199. */
export const dueSchema = z.iso
  .date()
  .refine((date) => date >= '1970' && date < '2200', 'must lie between 1970 and 2199')
  .describe('Calendar date, YYYY-MM-DD')

/** A `date` column's value: midnight UTC of that date. */
export function dateColumn(date: string): Date {
  return new Date(`${date}T00:00:00Z`)
}
