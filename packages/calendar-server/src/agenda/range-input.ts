import { instantSchema } from '@chaperone/contracts'
import { isBefore } from '../events/event-input.ts'

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000

export const rangeFields = {
  from: instantSchema.describe('Start of the range, ISO 8601 with offset'),
  to: instantSchema.describe('End of the range (excluded), ISO 8601 with offset'),
}

interface Range {
  from: string
  to: string
}

/** Whether a range goes forward and is at most `days` days long: what bounds the work of one call. */
export function isRangeWithin(days: number): (range: Range) => boolean {
  return ({ from, to }) => isBefore(from, to) && Date.parse(to) - Date.parse(from) <= days * DAY_MILLISECONDS
}

export function rangeOf({ from, to }: Range): { from: Date; to: Date } {
  return { from: new Date(from), to: new Date(to) }
}
