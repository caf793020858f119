import { lineSchema, placeSearchSchema } from '@chaperone/contracts'
import { z } from 'zod'
import { defineTool } from '../define-tool.ts'
import { livePlaces } from '../forecast/live-weather.ts'
import type { OpenMeteo } from '../forecast/open-meteo.ts'
import { findCities } from '../places/find-cities.ts'

export function searchPlaces(openMeteo: OpenMeteo | null) {
  return defineTool({
    name: 'weather_search_places',
    title: 'Search places',
    description: 'Finds places by name, with the coordinates and time zone that the other weather tools take.',
    scope: 'weather:read',
    effect: 'read',
    isOpenWorld: true,
    input: z.strictObject({ query: lineSchema(80).min(2) }),
    output: placeSearchSchema,
    async run({ input: { query }, signal }) {
      const answer = await openMeteo?.search(query, signal)
      return answer ? livePlaces(answer) : { source: 'bundled climate model' as const, places: findCities(query) }
    },
  })
}
