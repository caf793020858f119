import { DateTime } from 'luxon'

/** `27 Nov, 10:04` in a zone. */
export function shortInstant(instant: Date, timeZone: string): string {
  return DateTime.fromJSDate(instant, { zone: timeZone }).toFormat('d LLL, HH:mm')
}
