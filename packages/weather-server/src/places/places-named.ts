import type { PlaceSearch } from '@chaperone/contracts'
import { livePlaces } from '../forecast/live-weather.ts'
import type { OpenMeteo } from '../forecast/open-meteo.ts'
import { findCities } from './find-cities.ts'

/** Places of that name, the likeliest first; of the bundled list where the service cannot be had. */
export async function placesNamed(
  query: string,
  { openMeteo, signal }: { openMeteo: OpenMeteo | null; signal: AbortSignal },
): Promise<PlaceSearch> {
  const answer = await openMeteo?.search(query, signal)
  return answer ? livePlaces(answer) : { source: 'bundled climate model', places: findCities(query) }
}
