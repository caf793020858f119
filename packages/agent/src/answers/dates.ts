import { DateTime } from 'luxon'

/** "Wednesday 25 November", in the DateTime's own zone. */
export function formatDay(day: DateTime): string {
  return day.setLocale('en-GB').toFormat('cccc d LLLL')
}

/** A calendar date without a time zone (`2026-11-25`) as "Wednesday 25 November". */
export function formatDate(date: string): string {
  return formatDay(DateTime.fromISO(date, { zone: 'utc' }))
}

/** "14:00". */
export function formatTime(time: DateTime): string {
  return time.toFormat('HH:mm')
}

/** "Wednesday 25 November, 14:00–15:00"; both days when they differ. Midnight at the end of a day reads 24:00. */
export function formatSpan(start: DateTime, end: DateTime): string {
  const lastDay = end.minus({ milliseconds: 1 })
  if (start.hasSame(lastDay, 'day')) return `${formatDay(start)}, ${formatHours(start, end)}`
  return `${formatDay(start)}, ${formatTime(start)} – ${formatDay(end)}, ${formatTime(end)}`
}

/** "14:00–15:00". */
export function formatHours(start: DateTime, end: DateTime): string {
  const isMidnight = end.equals(end.startOf('day')) && !start.hasSame(end, 'day')
  return `${formatTime(start)}–${isMidnight ? '24:00' : formatTime(end)}`
}

/** "an hour", "90 minutes", "2 hours". */
export function formatLength(minutes: number): string {
  if (minutes === 60) return 'an hour'
  return minutes % 60 === 0 ? `${minutes / 60} hours` : `${minutes} minutes`
}

/** "today", "tomorrow, Tuesday 24 November" or "on Friday 27 November", as seen from `now`. */
export function dayWithRelation(day: DateTime, now: DateTime): string {
  if (day.hasSame(now, 'day')) return `today, ${formatDay(day)}`
  if (day.hasSame(now.plus({ days: 1 }), 'day')) return `tomorrow, ${formatDay(day)}`
  return `on ${formatDay(day)}`
}

/** A UTC instant in the person's zone. */
export function localTime(instant: string, timeZone: string): DateTime {
  return DateTime.fromISO(instant, { zone: timeZone })
}

/** What is sent to a server: ISO 8601 in UTC, without fractions of a second. */
export function toInstant(time: DateTime): string {
  return time.toUTC().toISO({ suppressMilliseconds: true }) ?? ''
}

/** What is sent as a calendar date: `2026-11-25`. */
export function toDate(day: DateTime): string {
  return day.toFormat('yyyy-MM-dd')
}
