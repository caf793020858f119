import { forecastSchema, latitudeSchema, longitudeSchema } from '@chaperone/contracts'
import { z } from 'zod'
import { defineTool } from '../define-tool.ts'
import { forecastAt } from '../forecast/forecast-at.ts'
import type { OpenMeteo } from '../forecast/open-meteo.ts'

export function getForecast(openMeteo: OpenMeteo | null) {
  return defineTool({
    name: 'weather_forecast',
    title: 'Weather forecast',
    description:
      'The weather at a point for up to 7 days from today, by morning, afternoon and evening in local time. `source` says whether it is live or from the bundled climate model.',
    scope: 'weather:read',
    effect: 'read',
    isOpenWorld: true,
    input: z.strictObject({
      latitude: latitudeSchema,
      longitude: longitudeSchema,
      days: z.int().min(1).max(7).default(7).describe('Number of days, today included'),
    }),
    output: forecastSchema,
    run: ({ input, signal }) => forecastAt(input, { openMeteo, signal }),
  })
}
