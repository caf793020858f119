import { z } from 'zod'
import { placeIdSchema } from './ids.ts'

/** Where a figure comes from: the live service, or the climate model bundled for use without a network. */
export const weatherSourceSchema = z.enum(['open-meteo', 'bundled climate model'])
export type WeatherSource = z.infer<typeof weatherSourceSchema>

export const latitudeSchema = z.number().min(-90).max(90)
export const longitudeSchema = z.number().min(-180).max(180)

export const placeSchema = z.strictObject({
  name: z.string(),
  country: z.string(),
  latitude: latitudeSchema,
  longitude: longitudeSchema,
  timeZone: z.string(),
})
export type Place = z.infer<typeof placeSchema>

export const savedPlaceSchema = placeSchema.extend({ id: placeIdSchema })
export type SavedPlace = z.infer<typeof savedPlaceSchema>

export const conditionSchema = z.enum([
  'clear',
  'partly cloudy',
  'cloudy',
  'fog',
  'drizzle',
  'rain',
  'showers',
  'snow',
  'thunderstorm',
])

export const placeSearchSchema = z.strictObject({ source: weatherSourceSchema, places: z.array(placeSchema) })
export type PlaceSearch = z.infer<typeof placeSearchSchema>

export const savedPlaceListSchema = z.strictObject({ places: z.array(savedPlaceSchema) })
export type SavedPlaceList = z.infer<typeof savedPlaceListSchema>

export const currentWeatherSchema = z.strictObject({
  source: weatherSourceSchema,
  observedAt: z.iso.datetime(),
  condition: conditionSchema,
  temperatureCelsius: z.number(),
  windKilometresPerHour: z.number(),
  precipitationMillimetres: z.number(),
})
export type CurrentWeather = z.infer<typeof currentWeatherSchema>

/** Morning is 06–12, afternoon 12–18, evening 18–24, each in local time of the place. */
export const dayPartNames = ['morning', 'afternoon', 'evening'] as const
export const dayPartSchema = z.strictObject({
  part: z.enum(dayPartNames),
  condition: conditionSchema,
  temperatureCelsius: z.number(),
  windKilometresPerHour: z.number(),
  precipitationPercent: z.number().min(0).max(100).describe('Chance of precipitation'),
  precipitationMillimetres: z.number().min(0),
})
export type DayPart = z.infer<typeof dayPartSchema>

export const forecastDaySchema = z.strictObject({
  date: z.iso.date(),
  condition: conditionSchema,
  temperatureMinCelsius: z.number(),
  temperatureMaxCelsius: z.number(),
  parts: z.array(dayPartSchema),
})

export const forecastSchema = z.strictObject({
  source: weatherSourceSchema,
  timeZone: z.string(),
  days: z.array(forecastDaySchema),
})
export type Forecast = z.infer<typeof forecastSchema>
