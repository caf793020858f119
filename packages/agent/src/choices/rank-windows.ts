import type { WeatherWindow } from './weather-windows.ts'

type Figure = (window: WeatherWindow) => number

const rain: Figure = (window) => window.precipitationPercent
const amount: Figure = (window) => window.precipitationMillimetres
const wind: Figure = (window) => window.windKilometresPerHour
const warmth: Figure = (window) => window.temperatureCelsius
const negative =
  (figure: Figure): Figure =>
  (window) =>
    -figure(window)

/** Each wish with the figures that decide, the most important first; the least wins. */
const wishes: Record<string, readonly Figure[]> = {
  driest: [rain, amount, wind],
  sunniest: [rain, amount, negative(warmth)],
  best: [rain, amount, wind],
  nicest: [rain, amount, wind],
  wettest: [negative(rain), negative(amount)],
  warmest: [negative(warmth), rain],
  hottest: [negative(warmth), rain],
  coolest: [warmth, rain],
  coldest: [warmth, rain],
  calmest: [wind, rain],
  windiest: [negative(wind)],
}

/** Matches the words that name a wish. */
export const wishPattern = `${Object.keys(wishes).join('|')}|least (?:windy|rainy)`

/** The wish that a text names; null when it names none. */
export function wishIn(text: string): string | null {
  const found = new RegExp(`\\b(${wishPattern})\\b`, 'i').exec(text)?.[1]?.toLowerCase()
  if (!found) return null
  if (found.startsWith('least')) return found.includes('windy') ? 'calmest' : 'driest'
  return found
}

/** The windows with the one that fits the wish best in front; of equal ones the earlier. */
export function rankWindows(windows: readonly WeatherWindow[], wish: string): WeatherWindow[] {
  const figures = wishes[wish] ?? [rain, amount, wind]
  return windows.toSorted((first, second) => {
    for (const figure of figures) {
      const difference = figure(first) - figure(second)
      if (difference !== 0) return difference
    }
    return first.start.toMillis() - second.start.toMillis()
  })
}
