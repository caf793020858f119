import type { conditionSchema, DayPart } from '@chaperone/contracts'
import type { z } from 'zod'

export type Condition = z.infer<typeof conditionSchema>

/** How the model's figures look from a window. `chance` is 0 to 1, temperature in °C, wind in km/h. */
export function conditionOf({
  chance,
  temperature,
  wind,
  part,
}: {
  chance: number
  temperature: number
  wind: number
  part: DayPart['part']
}): Condition {
  if (chance >= 0.5 && temperature <= 1) return 'snow'
  if (chance >= 0.75) return temperature >= 26 ? 'thunderstorm' : 'rain'
  if (chance >= 0.6) return 'showers'
  if (chance >= 0.5) return 'drizzle'
  if (part === 'morning' && wind < 6 && temperature < 9) return 'fog'
  if (chance >= 0.33) return 'cloudy'
  return chance >= 0.16 ? 'partly cloudy' : 'clear'
}

/** The part of a day with the highest chance of rain; it names the day. */
export function wettest(parts: readonly DayPart[]): DayPart {
  const [first, ...others] = parts
  if (!first) throw new Error('a day has parts')
  return others.reduce((a, b) => (b.precipitationPercent > a.precipitationPercent ? b : a), first)
}

/**
 * The condition of a WMO weather interpretation code, as Open-Meteo reports it.
 *
 * @see https://open-meteo.com/en/docs, WMO Weather interpretation codes (WW)
 */
export function conditionOfWmoCode(code: number): Condition {
  if (code <= 1) return 'clear'
  if (code === 2) return 'partly cloudy'
  if (code === 3) return 'cloudy'
  if (code === 45 || code === 48) return 'fog'
  if (code >= 51 && code <= 57) return 'drizzle'
  if (code >= 61 && code <= 67) return 'rain'
  if ((code >= 71 && code <= 77) || code === 85 || code === 86) return 'snow'
  if (code >= 80 && code <= 82) return 'showers'
  if (code >= 95 && code <= 99) return 'thunderstorm'
  return 'cloudy'
}
