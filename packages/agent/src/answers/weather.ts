import type { DayPart, Forecast, WeatherSource } from '@chaperone/contracts'
import { formatDate } from './dates.ts'
import { type Phrase, strong } from './parts.ts'

type ForecastDay = Forecast['days'][number]

/** "12–17 °C" or "12 °C". */
export function formatTemperatures(minimum: number, maximum: number): string {
  const [low, high] = [Math.round(minimum), Math.round(maximum)]
  return low === high ? `${low} °C` : `${low}–${high} °C`
}

/** "5 % chance of rain, 18 °C and 11 km/h of wind". */
export function formatFigures({
  precipitationPercent,
  temperatureCelsius,
  windKilometresPerHour,
}: Omit<DayPart, 'part' | 'condition' | 'precipitationMillimetres'>): string {
  return `a ${Math.round(precipitationPercent)} % chance of rain, ${Math.round(temperatureCelsius)} °C and ${Math.round(windKilometresPerHour)} km/h of wind`
}

/** One day of a forecast as a line: "Friday 27 November: rain, 12–17 °C, rain most likely in the afternoon (80 %)". */
export function dayLine(day: ForecastDay): Phrase[] {
  const wettest = wettestPart(day.parts)
  const rain = wettest ? `, ${rainWords(wettest)}` : ''
  return [
    `${formatDate(day.date)}: `,
    strong(day.condition),
    `, ${formatTemperatures(day.temperatureMinCelsius, day.temperatureMaxCelsius)}${rain}`,
  ]
}

/** Each part of one day: "morning cloudy, 12 °C, 20 % chance of rain; afternoon …". */
export function partWords(parts: readonly DayPart[]): string {
  return parts
    .map(
      ({ part, condition, temperatureCelsius, precipitationPercent }) =>
        `${part} ${condition}, ${Math.round(temperatureCelsius)} °C, ${Math.round(precipitationPercent)} % chance of rain`,
    )
    .join('; ')
}

/** The part in which rain is likeliest; undefined for no parts. */
export function wettestPart(parts: readonly DayPart[]): DayPart | undefined {
  return parts.reduce<DayPart | undefined>(
    (worst, part) => (!worst || part.precipitationPercent > worst.precipitationPercent ? part : worst),
    undefined,
  )
}

/** Names the service behind figures, plainly when they are no live data. */
export function weatherSourceWords(source: WeatherSource): string {
  if (source === 'open-meteo') return 'The weather is from Open-Meteo.'
  return 'The figures come from the bundled climate model: they are typical of the season, not a live forecast.'
}

function rainWords({ part, precipitationPercent }: DayPart): string {
  if (precipitationPercent < 10) return 'hardly any rain'
  return `rain most likely in the ${part} (${Math.round(precipitationPercent)} %)`
}
