import { DateTime } from 'luxon'
import { z } from 'zod'

/** A calendar day, such as `2027-04-05`, within the years in which events may lie. */
export const daySchema = z.iso
  .date()
  .refine((date) => date >= '1970-01-02' && date < '2199-12-31', 'must lie between 1970 and 2199')
  .describe('Day, YYYY-MM-DD')

/** From one local midnight to the next: 23 or 25 hours when clocks change. */
export function localDay(date: string, timeZone: string): { from: Date; to: Date } {
  const start = DateTime.fromISO(date, { zone: timeZone }).startOf('day')
  return { from: start.toJSDate(), to: start.plus({ days: 1 }).startOf('day').toJSDate() }
}
