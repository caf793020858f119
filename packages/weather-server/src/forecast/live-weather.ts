import { type CurrentWeather, type DayPart, dayPartNames, type Forecast, type PlaceSearch } from '@chaperone/contracts'
import { conditionOfWmoCode } from './condition.ts'
import type { ForecastAnswer, SearchAnswer } from './open-meteo-answers.ts'
import { decimals, percent } from './rounding.ts'

const SOURCE = 'open-meteo'
/** First local hour of each part; each lasts six hours. */
const partStart = { morning: 6, afternoon: 12, evening: 18 }

/** Open-Meteo's answer in the shape of this server, for the first `days` days. */
export function liveForecast(answer: ForecastAnswer, days: number): Forecast {
  const { time, weather_code, temperature_2m_max, temperature_2m_min } = answer.daily
  return {
    source: SOURCE,
    timeZone: answer.timezone,
    days: time.slice(0, days).map((date, index) => ({
      date,
      condition: conditionOfWmoCode(valueAt(weather_code, index)),
      temperatureMinCelsius: decimals(valueAt(temperature_2m_min, index), 1),
      temperatureMaxCelsius: decimals(valueAt(temperature_2m_max, index), 1),
      parts: dayPartNames.map((part) => livePart(answer.hourly, date, part)),
    })),
  }
}

/** The weather at the last quarter of an hour that Open-Meteo has computed. */
export function liveCurrent({ current, utc_offset_seconds }: ForecastAnswer): CurrentWeather {
  const observedAt = new Date(Date.parse(`${current.time}Z`) - utc_offset_seconds * 1000)
  return {
    source: SOURCE,
    observedAt: observedAt.toISOString(),
    condition: conditionOfWmoCode(current.weather_code),
    temperatureCelsius: decimals(current.temperature_2m, 1),
    windKilometresPerHour: decimals(current.wind_speed_10m, 0),
    precipitationMillimetres: decimals(current.precipitation, 1),
  }
}

export function livePlaces(answer: SearchAnswer): PlaceSearch {
  return { source: SOURCE, places: answer.results.map(({ timezone, ...place }) => ({ ...place, timeZone: timezone })) }
}

function livePart(hourly: ForecastAnswer['hourly'], date: string, part: DayPart['part']): DayPart {
  const hours = [...hourly.time.keys()].filter((index) => {
    const [day, time] = valueAt(hourly.time, index).split('T')
    const hour = Number(time?.slice(0, 2))
    return day === date && hour >= partStart[part] && hour < partStart[part] + 6
  })
  const values = (series: readonly number[]) => hours.map((index) => valueAt(series, index))
  const chances = hours.map((index) => valueAt(hourly.precipitation_probability, index) ?? impliedChance(hourly, index))
  const wettestHour = hours.reduce((a, b) =>
    valueAt(hourly.weather_code, b) > valueAt(hourly.weather_code, a) ? b : a,
  )
  return {
    part,
    // WMO codes ascend with how much the weather matters.
    condition: conditionOfWmoCode(valueAt(hourly.weather_code, wettestHour)),
    temperatureCelsius: decimals(mean(values(hourly.temperature_2m)), 1),
    windKilometresPerHour: decimals(Math.max(...values(hourly.wind_speed_10m)), 0),
    precipitationPercent: percent(Math.max(...chances) / 100),
    precipitationMillimetres: decimals(
      values(hourly.precipitation).reduce((sum, value) => sum + value, 0),
      1,
    ),
  }
}

/** For models that forecast amounts only. */
function impliedChance(hourly: ForecastAnswer['hourly'], index: number): number {
  return valueAt(hourly.precipitation, index) > 0 ? 100 : 0
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function valueAt<T>(series: readonly T[], index: number): T {
  const value = series[index]
  if (value === undefined) throw new Error('the series of an answer differ in length')
  return value
}
