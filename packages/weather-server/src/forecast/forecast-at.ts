import type { Forecast } from '@chaperone/contracts'
import { modelForecast } from './climate-model.ts'
import { liveForecast } from './live-weather.ts'
import type { OpenMeteo } from './open-meteo.ts'

interface Question {
  latitude: number
  longitude: number
  /** From today, 7 at most. */
  days: number
}

/** The coming days at a point; of the bundled model where the service cannot be had. */
export async function forecastAt(
  { latitude, longitude, days }: Question,
  { openMeteo, signal }: { openMeteo: OpenMeteo | null; signal: AbortSignal },
): Promise<Forecast> {
  const answer = await openMeteo?.forecast(latitude, longitude, signal)
  return answer ? liveForecast(answer, days) : modelForecast({ latitude, longitude, days, now: new Date() })
}
