import { placeSearchSchema } from '@chaperone/contracts'
import { z } from 'zod'
import { defineTool } from '../define-tool.ts'
import type { OpenMeteo } from '../forecast/open-meteo.ts'
import { placeQuerySchema } from '../places/place-query.ts'
import { placesNamed } from '../places/places-named.ts'

export function searchPlaces(openMeteo: OpenMeteo | null) {
  return defineTool({
    name: 'weather_search_places',
    title: 'Search places',
    description: 'Finds places by name, with the coordinates and time zone that the other weather tools take.',
    scope: 'weather:read',
    effect: 'read',
    isOpenWorld: true,
    input: z.strictObject({ query: placeQuerySchema }),
    output: placeSearchSchema,
    run: ({ input: { query }, signal }) => placesNamed(query, { openMeteo, signal }),
  })
}
