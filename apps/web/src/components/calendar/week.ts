import { DateTime } from 'luxon'

export interface Week {
  /** Monday, `YYYY-MM-DD`. */
  start: string
  /** The seven dates, Monday first. */
  dates: string[]
  /** Bounds as instants with offset; the end is excluded. */
  from: string
  to: string
  previous: string
  next: string
  /** `23–29 November 2026`. */
  title: string
}

const DATE = 'yyyy-MM-dd'

/** The week that contains a date, in a zone. Anything but a date means this week. */
export function weekOf(date: string | undefined, timeZone: string): Week {
  const asked = DateTime.fromFormat(date ?? '', DATE, { zone: timeZone })
  const isUsable = asked.isValid && asked.year >= 1971 && asked.year < 2199
  const monday = (isUsable ? asked : DateTime.now().setZone(timeZone)).startOf('week')
  const sunday = monday.plus({ days: 6 })
  return {
    start: monday.toFormat(DATE),
    dates: Array.from({ length: 7 }, (_, day) => monday.plus({ days: day }).toFormat(DATE)),
    from: monday.toISO({ suppressMilliseconds: true }) ?? '',
    to: monday.plus({ weeks: 1 }).toISO({ suppressMilliseconds: true }) ?? '',
    previous: monday.minus({ weeks: 1 }).toFormat(DATE),
    next: monday.plus({ weeks: 1 }).toFormat(DATE),
    title: `${monday.toFormat(monday.month === sunday.month ? 'd' : 'd LLLL')}–${sunday.toFormat('d LLLL yyyy')}`,
  }
}

/** The dates of a week on which an event takes place. */
export function datesOfEvent(event: { startsAt: string; endsAt: string }, week: Week, timeZone: string): string[] {
  const first = DateTime.fromISO(event.startsAt, { zone: timeZone }).toFormat(DATE)
  const last = DateTime.fromISO(event.endsAt, { zone: timeZone }).minus({ milliseconds: 1 }).toFormat(DATE)
  return week.dates.filter((date) => date === first || (date > first && date <= last))
}
