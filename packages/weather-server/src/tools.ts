import type { OpenMeteo } from './forecast/open-meteo.ts'
import { getCurrentWeather } from './tools/get-current-weather.ts'
import { getForecast } from './tools/get-forecast.ts'
import { listPlaces } from './tools/list-places.ts'
import { removePlace } from './tools/remove-place.ts'
import { savePlace } from './tools/save-place.ts'
import { searchPlaces } from './tools/search-places.ts'

/** Everything this server offers. A tool that is not in this list does not exist. Null: bundled data only. */
export function toolsWith(openMeteo: OpenMeteo | null) {
  return [
    searchPlaces(openMeteo),
    getCurrentWeather(openMeteo),
    getForecast(openMeteo),
    listPlaces,
    savePlace,
    removePlace,
  ]
}
