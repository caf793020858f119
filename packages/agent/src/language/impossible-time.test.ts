import { expect, test } from 'vitest'
import { impossibleTime } from './impossible-time.ts'

test.each([
  ['am I free at 25:00?', '25:00'],
  ['lunch from 12:75', '12:75'],
  ['free slots on 31 february', '31 february'],
  ['on the 31st of November 2026', '31st of November 2026'],
  ['by June 31', 'June 31'],
  ['due 29 February 2027', '29 February 2027'],
  ['due 2026-02-30', '2026-02-30'],
  ['due 2026-13-01', '2026-13-01'],
])('%s', (text, expected) => {
  expect(impossibleTime(text)).toBe(expected)
})

test.each([
  'at 23:59 on 31 December',
  'until 24:00',
  'due 29 February',
  'due 29 February 2028',
  'March 30, called "25:00"',
  'may 2 people come at 9:30',
  'I may 10 times',
])('every time exists: %s', (text) => {
  expect(impossibleTime(text)).toBeNull()
})
