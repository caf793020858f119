import { currentWeatherSchema, forecastSchema } from '@chaperone/contracts'
import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import { cities } from '../places/cities.ts'
import { modelCurrent, modelForecast } from './climate-model.ts'

const lisbon = { latitude: 38.7167, longitude: -9.1333 }
const now = new Date('2026-11-25T10:00:00Z')

/** The mean of a figure over the 1st to 28th of one month, in four forecasts. */
function monthMean(place: { latitude: number; longitude: number }, month: string, figure: 'temperature' | 'rain') {
  const days = [1, 8, 15, 22].flatMap((day) => {
    const start = new Date(`2027-${month}-${String(day).padStart(2, '0')}T12:00:00Z`)
    return modelForecast({ ...place, now: start, days: 7 }).days
  })
  const values = days.map((day) =>
    figure === 'temperature'
      ? (day.temperatureMinCelsius + day.temperatureMaxCelsius) / 2
      : Math.max(...day.parts.map((part) => part.precipitationPercent)),
  )
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

test('the same question has the same answer', () => {
  const question = { ...lisbon, now, days: 7 }
  expect(modelForecast(question)).toEqual(modelForecast(question))
  expect(modelCurrent({ ...lisbon, now })).toEqual(modelCurrent({ ...lisbon, now }))
})

test('other coordinates of the same city have the same weather', () => {
  const searched = modelForecast({ ...lisbon, now, days: 7 })
  expect(modelForecast({ latitude: 38.72, longitude: -9.14, now, days: 7 })).toEqual(searched)
  expect(modelForecast({ latitude: 41.1496, longitude: -8.611, now, days: 7 })).not.toEqual(searched)
})

test('a day does not change between two days of asking', () => {
  const today = modelForecast({ ...lisbon, now, days: 7 })
  const tomorrow = modelForecast({ ...lisbon, now: new Date(now.getTime() + 86_400_000), days: 7 })
  expect(tomorrow.days.slice(0, 6)).toEqual(today.days.slice(1))
})

test('days begin with today in local time', () => {
  const sydney = { latitude: -33.8679, longitude: 151.2073 }
  const forecast = modelForecast({ ...sydney, now: new Date('2026-11-25T20:00:00Z'), days: 2 })
  expect(forecast.timeZone).toBe('Australia/Sydney')
  expect(forecast.days.map((day) => day.date)).toEqual(['2026-11-26', '2026-11-27'])
})

test('dry and wet hours differ within a week, so that there is something to choose', () => {
  const { days } = modelForecast({ ...lisbon, now, days: 7 })
  const chances = days.flatMap((day) => day.parts.map((part) => part.precipitationPercent))
  expect(Math.max(...chances) - Math.min(...chances)).toBeGreaterThan(20)
})

describe('figures are plausible', () => {
  test.each([
    ['Lisbon in July', lisbon, '07', 19, 27],
    ['Lisbon in January', lisbon, '01', 8, 15],
    ['Oslo in January', { latitude: 59.9127, longitude: 10.7461 }, '01', -9, 1],
    ['Sydney in January', { latitude: -33.8679, longitude: 151.2073 }, '01', 20, 27],
    ['Sydney in July', { latitude: -33.8679, longitude: 151.2073 }, '07', 10, 17],
    ['Singapore in any month', { latitude: 1.2897, longitude: 103.8501 }, '04', 24, 31],
    ['the middle of the Atlantic', { latitude: 0, longitude: -25 }, '04', 23, 31],
    ['the South Pole in July', { latitude: -90, longitude: 0 }, '07', -45, -25],
  ])('%s', (_what, place, month, least, most) => {
    const mean = monthMean(place, month, 'temperature')
    expect(mean).toBeGreaterThan(least)
    expect(mean).toBeLessThan(most)
  })

  test('Lisbon is dry in July and wet in January', () => {
    expect(monthMean(lisbon, '07', 'rain')).toBeLessThan(20)
    expect(monthMean(lisbon, '01', 'rain')).toBeGreaterThan(35)
  })

  test('every city and corner of the Earth, every month: valid, in range, consistent', () => {
    const corners = [-90, 0, 90].flatMap((latitude) => [-180, 0, 180].map((longitude) => ({ latitude, longitude })))
    for (const { latitude, longitude } of [...cities, ...corners]) {
      for (let month = 1; month <= 12; month++) {
        const time = new Date(Date.UTC(2027, month - 1, 15, month))
        const forecast = forecastSchema.parse(modelForecast({ latitude, longitude, now: time, days: 7 }))
        expect(forecast.source).toBe('bundled climate model')
        expect(forecast.days).toHaveLength(7)
        expect(DateTime.now().setZone(forecast.timeZone).isValid).toBe(true)
        for (const day of forecast.days) {
          expect(day.temperatureMinCelsius).toBeGreaterThan(-60)
          expect(day.temperatureMaxCelsius).toBeLessThan(55)
          for (const part of day.parts) {
            expect(part.temperatureCelsius).toBeGreaterThanOrEqual(day.temperatureMinCelsius)
            expect(part.temperatureCelsius).toBeLessThanOrEqual(day.temperatureMaxCelsius)
            expect(part.windKilometresPerHour).toBeGreaterThanOrEqual(0)
          }
        }
        const current = currentWeatherSchema.parse(modelCurrent({ latitude, longitude, now: time }))
        expect(Date.parse(current.observedAt)).toBeLessThanOrEqual(time.getTime())
      }
    }
  })
})
