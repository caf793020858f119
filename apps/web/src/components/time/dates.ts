import { DateTime } from 'luxon'

/** Today's date, `YYYY-MM-DD`, in a zone. */
export function today(timeZone: string): string {
  return DateTime.now().setZone(timeZone).toFormat('yyyy-MM-dd')
}

/** `Fri 27 Nov`, with the year where it is another one. */
export function shortDate(date: string, reference: string): string {
  const day = DateTime.fromISO(date, { zone: 'utc' })
  return day.toFormat(date.slice(0, 4) === reference.slice(0, 4) ? 'ccc d LLL' : 'ccc d LLL yyyy')
}

/** `10:00` of an instant in a zone. */
export function timeOfDay(instant: string, timeZone: string): string {
  return DateTime.fromISO(instant, { zone: timeZone }).toFormat('HH:mm')
}
