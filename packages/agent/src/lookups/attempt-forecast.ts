import {
  type Forecast,
  forecastSchema,
  type Place,
  placeSearchSchema,
  savedPlaceListSchema,
  type WeatherSource,
} from '@chaperone/contracts'
import { toDate } from '../answers/dates.ts'
import type { Source } from '../answers/parts.ts'
import { localNow } from '../language/moments.ts'
import type { Period } from '../language/period.ts'
import type { PlaceName } from '../language/place-name.ts'
import type { PlanRun } from '../plan-runner.ts'
import { placeTitle } from './find-place.ts'
import { clockAt, FORECAST_DAYS } from './read-forecast.ts'

export interface ForecastForDays {
  placeName: string
  days: Forecast['days']
  /** IANA zone in which morning, afternoon and evening are meant. */
  timeZone: string
  weatherSource: WeatherSource
  source: Source
}

/** The forecast at the named place, else at the first saved one. Says what is missing and answers null, so that a plan can go on. */
export async function attemptForecast<Step extends string>(
  plan: PlanRun<Step>,
  step: Step,
  { named, period }: { named: PlaceName | null; period: Period },
): Promise<ForecastForDays | null> {
  const places = await attemptPlaces(plan, step, named)
  if (!places) return null
  const place = places[0]
  if (!place) {
    plan.say(
      named
        ? `I found no place called ${named.name}, so I left the weather out.`
        : 'For the weather, name a place in your question or save one with “save Lisbon to my places”.',
    )
    return null
  }
  const today = localNow(clockAt(plan, place)).startOf('day')
  const dates = [toDate(period.from), toDate(period.to.minus({ milliseconds: 1 }))] as const
  const ahead =
    Math.round(
      period.to
        .minus({ milliseconds: 1 })
        .setZone(place.timeZone, { keepLocalTime: true })
        .startOf('day')
        .diff(today, 'days').days,
    ) + 1
  if (dates[0] > toDate(today.plus({ days: FORECAST_DAYS - 1 }))) {
    plan.say(`The forecast reaches ${FORECAST_DAYS} days ahead, so I left the weather out.`)
    return null
  }
  const { latitude, longitude } = place
  const forecast = await plan.attempt(step, {
    connection: 'weather',
    tool: 'weather_forecast',
    args: { latitude, longitude, days: Math.min(FORECAST_DAYS, Math.max(1, ahead)) },
    result: forecastSchema,
  })
  if (!forecast) return null
  const days = forecast.data.days.filter(({ date }) => date >= dates[0] && date <= dates[1])
  if (days.length === 0) {
    plan.say(`The weather server has no forecast for that day in ${placeTitle(place)}.`)
    return null
  }
  return {
    placeName: placeTitle(place),
    days,
    timeZone: forecast.data.timeZone,
    weatherSource: forecast.data.source,
    source: forecast.source,
  }
}

async function attemptPlaces<Step extends string>(
  plan: PlanRun<Step>,
  step: Step,
  named: PlaceName | null,
): Promise<Place[] | null> {
  if (named) {
    const args = { query: named.name }
    const found = await plan.attempt(step, {
      connection: 'weather',
      tool: 'weather_search_places',
      args,
      result: placeSearchSchema,
    })
    return found?.data.places ?? null
  }
  const saved = await plan.attempt(step, {
    connection: 'weather',
    tool: 'weather_list_places',
    args: {},
    result: savedPlaceListSchema,
  })
  return saved?.data.places ?? null
}
