import { forecastSchema } from '@chaperone/contracts'
import { type Database, openDatabase } from '@chaperone/db'
import { createTestDatabase, type TestDatabase } from '@chaperone/db/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { fetchJson } from './fetch-json.ts'
import { liveCurrent, liveForecast, livePlaces } from './live-weather.ts'
import { createOpenMeteo } from './open-meteo.ts'
import { openWeatherCache } from './weather-cache.ts'

const dates = ['2026-11-25', '2026-11-26', '2026-11-27', '2026-11-28', '2026-11-29', '2026-11-30', '2026-12-01']
const hours = dates.flatMap((date) =>
  Array.from({ length: 24 }, (_, hour) => `${date}T${String(hour).padStart(2, '0')}:00`),
)

/** An answer as the service gives it: 10 °C and dry, but for rain on the first afternoon. */
function serviceForecast() {
  const isWet = (time: string) => time >= '2026-11-25T12:00' && time < '2026-11-25T14:00'
  return {
    latitude: 35.7,
    timezone: 'Asia/Tokyo',
    utc_offset_seconds: 32_400,
    current: {
      time: '2026-11-25T19:15',
      interval: 900,
      temperature_2m: 11.26,
      precipitation: 0,
      weather_code: 3,
      wind_speed_10m: 7.6,
    },
    hourly: {
      time: hours,
      temperature_2m: hours.map(() => 10),
      precipitation_probability: hours.map((time) => (isWet(time) ? 80 : 5)),
      precipitation: hours.map((time) => (isWet(time) ? 1.25 : 0)),
      weather_code: hours.map((time) => (isWet(time) ? 61 : 1)),
      wind_speed_10m: hours.map((_, index) => index % 24),
    },
    daily: {
      time: dates,
      weather_code: dates.map(() => 61),
      temperature_2m_max: dates.map(() => 14.04),
      temperature_2m_min: dates.map(() => 6),
    },
  }
}

/** A service of our own making, which counts what it is asked. */
function service(answer: (signal: AbortSignal) => Response | Promise<Response>) {
  const requests: { url: string; init: RequestInit }[] = []
  const fetch: typeof globalThis.fetch = async (url, init = {}) => {
    requests.push({ url: String(url), init })
    return answer(init.signal ?? AbortSignal.abort())
  }
  return { requests, openMeteo: createOpenMeteo({ fetch, cache: openWeatherCache(database) }) }
}

let testDatabase: TestDatabase
let database: Database

const { signal } = new AbortController()

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = openDatabase(testDatabase.urlFor('weather'), { role: 'weather' })
})
beforeEach(async () => {
  await database.unowned.weatherCache.deleteMany()
})
afterAll(async () => {
  await database?.close()
  await testDatabase?.drop()
})

describe('an answer', () => {
  test('becomes a forecast in local time, by parts of the day', async () => {
    const { openMeteo } = service(() => Response.json(serviceForecast()))
    const answer = await openMeteo.forecast(35.6895, 139.6917, signal)
    if (!answer) throw new Error('no answer')
    const forecast = forecastSchema.parse(liveForecast(answer, 2))
    expect(forecast).toMatchObject({ source: 'open-meteo', timeZone: 'Asia/Tokyo' })
    expect(forecast.days.map((day) => day.date)).toEqual(dates.slice(0, 2))
    expect(forecast.days[0]).toMatchObject({ condition: 'rain', temperatureMinCelsius: 6, temperatureMaxCelsius: 14 })
    const figures = forecast.days[0]?.parts.map((part) => [
      part.part,
      part.condition,
      part.precipitationPercent,
      part.precipitationMillimetres,
      part.windKilometresPerHour,
    ])
    expect(figures).toEqual([
      ['morning', 'clear', 5, 0, 11],
      ['afternoon', 'rain', 80, 2.5, 17],
      ['evening', 'clear', 5, 0, 23],
    ])
    expect(liveCurrent(answer)).toEqual({
      source: 'open-meteo',
      observedAt: '2026-11-25T10:15:00.000Z',
      condition: 'cloudy',
      temperatureCelsius: 11.3,
      windKilometresPerHour: 8,
      precipitationMillimetres: 0,
    })
  })

  test('becomes a list of places', async () => {
    const result = {
      id: 1,
      name: 'Porto',
      country: 'Portugal',
      latitude: 41.1,
      longitude: -8.6,
      timezone: 'Europe/Lisbon',
    }
    const { openMeteo } = service(() => Response.json({ results: [result], generationtime_ms: 1 }))
    const answer = await openMeteo.search('Porto', signal)
    const { id: _id, timezone: timeZone, ...place } = result
    expect(answer && livePlaces(answer)).toEqual({ source: 'open-meteo', places: [{ ...place, timeZone }] })
  })

  test('is asked for once, with coordinates rounded to a kilometre and no redirects', async () => {
    const { openMeteo, requests } = service(() => Response.json(serviceForecast()))
    const first = await openMeteo.forecast(35.68951, 139.69171, signal)
    const second = await openMeteo.forecast(35.6949, 139.6861, signal)
    expect(second).toEqual(first)
    expect(requests).toHaveLength(1)
    expect(requests[0]?.url).toContain('latitude=35.69&longitude=139.69&')
    expect(requests[0]?.init.redirect).toBe('error')
  })

  test('is waited for without a connection to the database', async () => {
    const single = openDatabase(testDatabase.urlFor('weather'), { role: 'weather', connections: 1 })
    const fetch: typeof globalThis.fetch = async () => {
      await single.ping()
      return Response.json(serviceForecast())
    }
    const openMeteo = createOpenMeteo({ fetch, cache: openWeatherCache(single) })
    expect(await openMeteo.forecast(1, 2, signal)).not.toBeNull()
    await single.close()
  })

  test('that is too old is asked for again and leaves the table', async () => {
    await database.unowned.weatherCache.create({ data: { url: 'https://old.test/', body: {}, expiresAt: new Date(0) } })
    const { openMeteo, requests } = service(() => Response.json(serviceForecast()))
    const ask = () => openMeteo.forecast(1, 2, signal)
    await ask()
    await database.unowned.weatherCache.updateMany({ data: { expiresAt: new Date(0) } })
    await ask()
    expect(requests).toHaveLength(2)
    expect(await database.unowned.weatherCache.count()).toBe(1)
  })
})

test.each(['http://api.open-meteo.com/', 'https://api.open-meteo.com.evil.test/', 'http://169.254.169.254/'])(
  '%s is never fetched',
  async (address) => {
    const fetch = vi.fn()
    await expect(fetchJson(new URL(address), { fetch, signal })).rejects.toThrow('allowed origins')
    expect(fetch).not.toHaveBeenCalled()
  },
)
