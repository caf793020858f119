import { expect, test } from 'vitest'
import { conditionOf, conditionOfWmoCode } from './condition.ts'

test.each([
  [[0, 1], 'clear'],
  [[2], 'partly cloudy'],
  [[3], 'cloudy'],
  [[45, 48], 'fog'],
  [[51, 53, 55, 56, 57], 'drizzle'],
  [[61, 63, 65, 66, 67], 'rain'],
  [[71, 73, 75, 77, 85, 86], 'snow'],
  [[80, 81, 82], 'showers'],
  [[95, 96, 99], 'thunderstorm'],
])('the WMO codes %j mean %s', (codes, condition) => {
  for (const code of codes) expect(conditionOfWmoCode(code)).toBe(condition)
})

test('a code nobody has heard of is no failure', () => {
  expect(conditionOfWmoCode(42)).toBe('cloudy')
})

test.each([
  [0.9, 15, 'rain'],
  [0.9, 30, 'thunderstorm'],
  [0.9, -3, 'snow'],
  [0.65, 15, 'showers'],
  [0.52, 15, 'drizzle'],
  [0.4, 15, 'cloudy'],
  [0.2, 15, 'partly cloudy'],
  [0.05, 15, 'clear'],
])('a chance of %d at %d °C looks like %s', (chance, temperature, condition) => {
  expect(conditionOf({ chance, temperature, wind: 12, part: 'afternoon' })).toBe(condition)
})
