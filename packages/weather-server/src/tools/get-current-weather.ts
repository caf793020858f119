import { currentWeatherSchema, latitudeSchema, longitudeSchema } from '@chaperone/contracts'
import { z } from 'zod'
import { defineTool } from '../define-tool.ts'
import { modelCurrent } from '../forecast/climate-model.ts'
import { liveCurrent } from '../forecast/live-weather.ts'
import type { OpenMeteo } from '../forecast/open-meteo.ts'

export function getCurrentWeather(openMeteo: OpenMeteo | null) {
  return defineTool({
    name: 'weather_current',
    title: 'Current weather',
    description:
      'The weather at a point right now. `source` says whether it is live or from the bundled climate model.',
    scope: 'weather:read',
    effect: 'read',
    isOpenWorld: true,
    input: z.strictObject({ latitude: latitudeSchema, longitude: longitudeSchema }),
    output: currentWeatherSchema,
    async run({ input: { latitude, longitude }, signal }) {
      const answer = await openMeteo?.forecast(latitude, longitude, signal)
      return answer ? liveCurrent(answer) : modelCurrent({ latitude, longitude, now: new Date() })
    },
  })
}
