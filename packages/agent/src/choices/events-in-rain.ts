import type { CalendarEvent, Forecast } from '@chaperone/contracts'
import { localTime, toDate } from '../answers/dates.ts'
import { dayPartHours } from '../language/period.ts'

/** From this chance of rain on an umbrella is worth carrying. */
export const UMBRELLA_PERCENT = 50

/** The events that begin in a part of a day in which rain is likely. The comparison is made here: no event leaves for the weather server. */
export function eventsInRain(
  events: readonly CalendarEvent[],
  { days, timeZone }: Pick<Forecast, 'days' | 'timeZone'>,
): CalendarEvent[] {
  return events.filter(({ startsAt }) => {
    const start = localTime(startsAt, timeZone)
    const parts = days.find(({ date }) => date === toDate(start))?.parts ?? []
    return parts.some(({ part, precipitationPercent }) => {
      const { from, to } = dayPartHours[part]
      return precipitationPercent >= UMBRELLA_PERCENT && start.hour >= from && start.hour < to
    })
  })
}
