import type { Forecast } from '@chaperone/contracts'
import { DateTime } from 'luxon'
import type { DayPartName } from '../language/moments.ts'
import { dayPartHours, type Period } from '../language/period.ts'

/** What a request compares: a part of each day, or the daytime as one. */
export type WindowUnit = DayPartName | 'day'

/** A stretch of one day with its weather. Both ends are in the place's zone. */
export interface WeatherWindow {
  unit: WindowUnit
  start: DateTime
  end: DateTime
  precipitationPercent: number
  precipitationMillimetres: number
  temperatureCelsius: number
  windKilometresPerHour: number
}

/** Local hours in which something can be put: the daytime, and an evening that ends at a decent hour. */
export const windowHours: Record<WindowUnit, { from: number; to: number }> = {
  ...dayPartHours,
  evening: { from: 18, to: 22 },
  day: { from: 9, to: 18 },
}

const partsOf: Record<WindowUnit, readonly DayPartName[]> = {
  morning: ['morning'],
  afternoon: ['afternoon'],
  evening: ['evening'],
  day: ['morning', 'afternoon'],
}

/** The windows of a forecast inside a period that are not over yet, in order. */
export function weatherWindows(
  forecast: Forecast,
  { unit, period, now }: { unit: WindowUnit; period: Pick<Period, 'from' | 'to'>; now: DateTime },
): WeatherWindow[] {
  return forecast.days.flatMap(({ date, parts }) => {
    const day = DateTime.fromISO(date, { zone: forecast.timeZone })
    const used = parts.filter(({ part }) => partsOf[unit].includes(part))
    const window = {
      unit,
      start: day.set({ hour: windowHours[unit].from }),
      end: day.set({ hour: windowHours[unit].to }),
      precipitationPercent: Math.max(...used.map((part) => part.precipitationPercent)),
      precipitationMillimetres: Math.max(...used.map((part) => part.precipitationMillimetres)),
      temperatureCelsius: Math.max(...used.map((part) => part.temperatureCelsius)),
      windKilometresPerHour: Math.max(...used.map((part) => part.windKilometresPerHour)),
    }
    const isAsked = window.end > period.from && window.start < period.to && window.end > now
    return used.length > 0 && isAsked ? [window] : []
  })
}

/** "Wednesday afternoon, 25 November". */
export function windowTitle(window: WeatherWindow): string {
  return `${windowName(window)}, ${window.start.setLocale('en-GB').toFormat('d LLLL')}`
}

/** "Wednesday afternoon", or "Wednesday" for a whole day. */
export function windowName({ start, unit }: WeatherWindow): string {
  const weekday = start.setLocale('en-GB').toFormat('cccc')
  return unit === 'day' ? weekday : `${weekday} ${unit}`
}
