import { timeZoneSchema } from '@chaperone/contracts'
import { expect, test } from 'vitest'
import { cities } from './cities.ts'
import { findCities } from './find-cities.ts'
import { foldText } from './fold-text.ts'

test.each([
  ['lisbon', 'Lisbon'],
  ['Lisboa', 'Lisbon'],
  ['Lisbon, Portugal', 'Lisbon'],
  ['sao paulo', 'São Paulo'],
  ['São Paulo', 'São Paulo'],
  ['SAO-PAULO', 'São Paulo'],
  ['munchen', 'Munich'],
  ['kobenhavn', 'Copenhagen'],
  ['krakow', 'Kraków'],
  ['york', 'New York'],
])('%s finds %s first', (query, name) => {
  expect(findCities(query)[0]?.name).toBe(name)
})

test.each(['xyzzy', '!!', 'is'])('%s finds nothing inside other words', (query) => {
  expect(findCities(query).map((place) => place.name)).not.toContain('Lisbon')
})

test('a decomposed accent equals a composed one', () => {
  expect(foldText('Zu\u0308rich')).toBe(foldText('Zürich'))
})

test('every city has a known time zone and a name of its own', () => {
  for (const city of cities) expect(timeZoneSchema.safeParse(city.timeZone).success, city.name).toBe(true)
  expect(new Set(cities.map((city) => city.name)).size).toBe(cities.length)
  expect(cities.length).toBeGreaterThanOrEqual(60)
})
