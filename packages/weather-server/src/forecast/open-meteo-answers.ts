import { latitudeSchema, longitudeSchema, timeZoneSchema } from '@chaperone/contracts'
import { z } from 'zod'

/** What this server reads of Open-Meteo's answers; everything else is dropped. Times are local to the place, without offset. */
const forecastFieldsSchema = z.object({
  timezone: timeZoneSchema,
  utc_offset_seconds: z.int(),
  current: z.object({
    time: z.iso.datetime({ local: true }),
    temperature_2m: z.number(),
    precipitation: z.number(),
    weather_code: z.int(),
    wind_speed_10m: z.number(),
  }),
  hourly: z.object({
    time: z.array(z.iso.datetime({ local: true })),
    temperature_2m: z.array(z.number()),
    precipitation_probability: z.array(z.number().nullable()),
    precipitation: z.array(z.number()),
    weather_code: z.array(z.int()),
    wind_speed_10m: z.array(z.number()),
  }),
  daily: z.object({
    time: z.array(z.iso.date()),
    weather_code: z.array(z.int()),
    temperature_2m_max: z.array(z.number()),
    temperature_2m_min: z.array(z.number()),
  }),
})
export type ForecastAnswer = z.infer<typeof forecastFieldsSchema>

export const forecastAnswerSchema = forecastFieldsSchema.refine(isComplete, 'a series has gaps')

/** Every series has a value for each of its times, and every day its hours from 6 to 24. */
function isComplete({ hourly, daily }: ForecastAnswer): boolean {
  return (
    [hourly, daily].every(({ time, ...series }) =>
      Object.values(series).every((values) => values.length === time.length),
    ) &&
    daily.time.every(
      (date) => hourly.time.filter((time) => time > `${date}T05:59` && time.startsWith(date)).length === 18,
    )
  )
}

export const searchAnswerSchema = z.object({
  results: z
    .array(
      z.object({
        name: z.string().max(200),
        country: z.string().max(200).default(''),
        latitude: latitudeSchema,
        longitude: longitudeSchema,
        timezone: timeZoneSchema.default('Etc/GMT'),
      }),
    )
    .default([]),
})
export type SearchAnswer = z.infer<typeof searchAnswerSchema>
