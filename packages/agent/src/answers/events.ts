import type { CalendarEvent } from '@chaperone/contracts'
import type { Period } from '../language/period.ts'
import { formatHours, formatSpan, localTime } from './dates.ts'
import { type Phrase, strong } from './parts.ts'

/** An event as a line of a list: when, its title and place. */
export function eventLine({ title, startsAt, endsAt, location }: CalendarEvent, timeZone: string): Phrase[] {
  const span = formatSpan(localTime(startsAt, timeZone), localTime(endsAt, timeZone))
  return [`${span}: `, strong(title), location ? `, at ${location}` : '']
}

/** Events as lines of a list; without their day when the period is a single one and holds them. */
export function eventLines(
  events: readonly CalendarEvent[],
  { period: { from, to }, timeZone }: { period: Pick<Period, 'from' | 'to'>; timeZone: string },
): Phrase[][] {
  const isOneDay = to <= from.startOf('day').plus({ days: 1 })
  return events.map((event) => {
    const [start, end] = [localTime(event.startsAt, timeZone), localTime(event.endsAt, timeZone)]
    if (!isOneDay || start < from || end > to) return eventLine(event, timeZone)
    return [`${formatHours(start, end)}: `, strong(event.title), event.location ? `, at ${event.location}` : '']
  })
}
