import type { DateTime } from 'luxon'
import { nextDays, onlyTodayLeft, type Period } from '../language/period.ts'
import { nextQuarter } from './place-in-window.ts'
import { type WindowUnit, windowHours } from './weather-windows.ts'

/**
 * The next seven days in place of a week or month of which no such window is left that holds so many minutes: who asks
 * for an afternoon "this week" on a Sunday evening means one that is to come. `note` says so, or that today is all that
 * is left.
 */
export function withTimeLeft(
  period: Period,
  now: DateTime,
  { unit, minutes }: { unit: WindowUnit; minutes: number },
): { period: Period; note: string | null } {
  const end = period.to.minus({ days: 1 }).set({ hour: windowHours[unit].to })
  const isOver = end <= now || nextQuarter(now).plus({ minutes }) > end
  if (!isOver || !/^this (?:week|month)$/.test(period.words)) return { period, note: onlyTodayLeft(period, now) }
  return {
    period: { ...nextDays(now, 7), dayPart: period.dayPart },
    note: `No ${unit} is left of ${period.words}, so I looked at the next seven days.`,
  }
}
