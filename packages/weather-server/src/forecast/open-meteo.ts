import type { z } from 'zod'
import {
  type ForecastAnswer,
  forecastAnswerSchema,
  type SearchAnswer,
  searchAnswerSchema,
} from './open-meteo-answers.ts'
import { createServiceClient } from './service-client.ts'
import type { WeatherCache } from './weather-cache.ts'

/** The service computes new forecasts every quarter of an hour at the earliest. */
const FORECAST_SECONDS = 15 * 60
/** Cities do not move. */
const SEARCH_SECONDS = 24 * 60 * 60
const MAX_DAYS = 7

interface OpenMeteoOptions {
  cache: WeatherCache
  fetch?: typeof globalThis.fetch
}

/** The live weather service. Every answer is null when the service cannot be had: callers then use the bundled data. */
export interface OpenMeteo {
  /** Coordinates leave this server rounded to 2 decimals, about a kilometre. Holds the coming 7 days. */
  forecast(latitude: number, longitude: number, signal: AbortSignal): Promise<ForecastAnswer | null>
  search(query: string, signal: AbortSignal): Promise<SearchAnswer | null>
}

/** A client of Open-Meteo with a shared cache, which leaves the service alone while it is ill. */
export function createOpenMeteo({ cache, fetch = globalThis.fetch }: OpenMeteoOptions): OpenMeteo {
  const askService = createServiceClient({ fetch })

  async function ask<Answer extends object>(
    url: URL,
    { schema, seconds }: { schema: z.ZodType<Answer>; seconds: number },
    signal: AbortSignal,
  ): Promise<Answer | null> {
    const cached = schema.safeParse(await cache.read(url.href))
    if (cached.success) return cached.data
    const answer = await askService(url, { parse: schema.parse, signal })
    if (answer) await cache.write({ url: url.href, body: answer, seconds })
    return answer
  }

  return {
    forecast(latitude, longitude, signal) {
      const url = new URL('https://api.open-meteo.com/v1/forecast')
      url.search = new URLSearchParams({
        latitude: latitude.toFixed(2),
        longitude: longitude.toFixed(2),
        current: 'temperature_2m,precipitation,weather_code,wind_speed_10m',
        hourly: 'temperature_2m,precipitation_probability,precipitation,weather_code,wind_speed_10m',
        daily: 'weather_code,temperature_2m_max,temperature_2m_min',
        timezone: 'auto',
        forecast_days: String(MAX_DAYS),
      }).toString()
      return ask(url, { schema: forecastAnswerSchema, seconds: FORECAST_SECONDS }, signal)
    },
    search(query, signal) {
      const url = new URL('https://geocoding-api.open-meteo.com/v1/search')
      url.search = new URLSearchParams({ name: query, count: '10', language: 'en', format: 'json' }).toString()
      return ask(url, { schema: searchAnswerSchema, seconds: SEARCH_SECONDS }, signal)
    },
  }
}
