import { type CurrentWeather, type DayPart, dayPartNames, type Forecast } from '@chaperone/contracts'
import { DateTime } from 'luxon'
import type { Climate } from '../places/cities.ts'
import { nearestCity } from '../places/nearest-city.ts'
import { climateAt } from './climate-at.ts'
import { conditionOf, wettest } from './condition.ts'
import { decimals, percent } from './rounding.ts'
import { seededNormal } from './seeded-random.ts'

const SOURCE = 'bundled climate model'
/** The northern summer's peak, 20 July. */
const WARMEST_ORDINAL = 201
const SAME_CITY_KILOMETRES = 15
/** Offsets from the day's mean, as shares of the range between night and afternoon. */
const warmth = { morning: -0.15, afternoon: 0.4, evening: 0 }

interface ModelRequest {
  latitude: number
  longitude: number
  now: Date
}

/**
 * Plausible weather for any place and date without a network: what is normal there in that month, with a variation
 * that depends on place and date alone, so that the same question has the same answer everywhere.
 */
export function modelForecast({ latitude, longitude, now, days }: ModelRequest & { days: number }): Forecast {
  const { climate, timeZone } = climateAt(latitude, longitude)
  const place = placeKey(latitude, longitude)
  const today = DateTime.fromJSDate(now, { zone: timeZone }).startOf('day')
  const dates = Array.from({ length: days }, (_, index) => today.plus({ days: index }))
  return { source: SOURCE, timeZone, days: dates.map((date) => modelDay(climate, place, date)) }
}

/** The model's weather at this hour. */
export function modelCurrent({ latitude, longitude, now }: ModelRequest): CurrentWeather {
  const { climate, timeZone } = climateAt(latitude, longitude)
  const hour = DateTime.fromJSDate(now, { zone: timeZone }).startOf('hour')
  const day = modelDay(climate, placeKey(latitude, longitude), hour)
  const partName = hour.hour < 12 ? 'morning' : hour.hour < 18 ? 'afternoon' : 'evening'
  const part = day.parts.find((candidate) => candidate.part === partName)
  if (!part) throw new Error(`the model has no ${partName}`)
  // Warmest at 15 h, coldest at 3 h.
  const warmthNow = (1 + Math.cos(((hour.hour - 15) / 12) * Math.PI)) / 2
  const range = day.temperatureMaxCelsius - day.temperatureMinCelsius
  return {
    source: SOURCE,
    observedAt: hour.toJSDate().toISOString(),
    condition: part.condition,
    temperatureCelsius: decimals(day.temperatureMinCelsius + range * warmthNow, 1),
    windKilometresPerHour: part.windKilometresPerHour,
    precipitationMillimetres: decimals(part.precipitationMillimetres / 6, 1),
  }
}

function modelDay(climate: Climate, place: string, date: DateTime): Forecast['days'][number] {
  const season = Math.cos((2 * Math.PI * (date.ordinal - WARMEST_ORDINAL)) / 365.25)
  const mean = between(climate.january, climate.july, season) + 2.2 * overDays(`${place}/warmth`, date)
  const wetness = logit(between(climate.wetJanuary, climate.wetJuly, season)) + 1.1 * overDays(`${place}/rain`, date)
  const range = climate.isCoast ? 7 : 10
  const parts = dayPartNames.map((part): DayPart => {
    const key = `${place}/${date.toISODate()}/${part}`
    const chance = 1 / (1 + Math.exp(-(wetness + 0.8 * seededNormal(`${key}/rain`))))
    const temperature = mean + range * warmth[part] + 0.5 * seededNormal(`${key}/warmth`)
    const wind = Math.max(0, (climate.isCoast ? 17 : 11) + 5 * seededNormal(`${key}/wind`))
    return {
      part,
      condition: conditionOf({ chance, temperature, wind, part }),
      temperatureCelsius: decimals(temperature, 1),
      windKilometresPerHour: decimals(wind, 0),
      precipitationPercent: percent(chance),
      precipitationMillimetres: decimals(Math.max(0, chance - 0.35) * 9, 1),
    }
  })
  const temperatures = parts.map((part) => part.temperatureCelsius)
  return {
    date: date.toISODate() ?? '',
    condition: wettest(parts).condition,
    temperatureMinCelsius: decimals(Math.min(mean - range / 2, ...temperatures), 1),
    temperatureMaxCelsius: decimals(Math.max(mean + range / 2, ...temperatures), 1),
    parts,
  }
}

// Other coordinates of one city, as a saved place may have, mean the same weather.
function placeKey(latitude: number, longitude: number): string {
  const city = nearestCity(latitude, longitude, SAME_CITY_KILOMETRES)
  if (city) return `${city.latitude},${city.longitude}`
  return `${latitude.toFixed(2)},${longitude.toFixed(2)}`
}

/** `season` is 1 in July and -1 in January. */
function between(january: number, july: number, season: number): number {
  return (january + july) / 2 + ((july - january) / 2) * season
}

/** Normally distributed, and like the days before and after: weather does not change its mind every midnight. */
function overDays(key: string, date: DateTime): number {
  const at = (days: number) => seededNormal(`${key}/${date.plus({ days }).toISODate()}`)
  return (at(-1) + 2 * at(0) + at(1)) / Math.sqrt(6)
}

function logit(share: number): number {
  return Math.log(share / (1 - share))
}
