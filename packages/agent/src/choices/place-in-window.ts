import type { FreeSlotList } from '@chaperone/contracts'
import { DateTime, type DurationLike } from 'luxon'
import type { WeatherWindow, WindowUnit } from './weather-windows.ts'

/** Where in a window something is put when that is free: not at its edge. */
const pleasantHour: Record<WindowUnit, number> = { morning: 9, afternoon: 14, evening: 18, day: 10 }
const QUARTER_MINUTES = 15

export interface TimeSpan {
  start: DateTime
  end: DateTime
}

/** A free stretch of `minutes` inside the window, at a pleasant hour if possible; null when nothing is free for so long. */
export function placeInWindow(window: WeatherWindow, slots: FreeSlotList['slots'], minutes: number): TimeSpan | null {
  const length: DurationLike = { minutes }
  for (const { startsAt, endsAt } of slots) {
    const zone = window.start.zone
    const start = DateTime.max(window.start, nextQuarter(DateTime.fromISO(startsAt, { zone })))
    const end = DateTime.min(window.end, DateTime.fromISO(endsAt, { zone }))
    if (start.plus(length) > end) continue
    const pleasant = window.start.set({ hour: pleasantHour[window.unit] })
    const chosen = pleasant >= start && pleasant.plus(length) <= end ? pleasant : start
    return { start: chosen, end: chosen.plus(length) }
  }
  return null
}

/** The time itself, or the next full quarter of an hour. */
export function nextQuarter(time: DateTime): DateTime {
  const minute = time.startOf('minute')
  const passed = minute.minute % QUARTER_MINUTES
  if (passed === 0 && minute.equals(time)) return time
  return minute.plus({ minutes: QUARTER_MINUTES - passed })
}
