import { expect, test } from 'vitest'
import { datesOfEvent, weekOf } from './week.ts'

const week = weekOf('2026-11-25', 'Europe/Lisbon')

test('a week runs from Monday to Sunday in the reader’s zone', () => {
  expect([week.start, week.dates.at(-1), week.previous, week.next]).toEqual([
    '2026-11-23',
    '2026-11-29',
    '2026-11-16',
    '2026-11-30',
  ])
  expect(week.from).toMatch(/^2026-11-23T00:00:00/)
})

test('the week in which the clocks change is still seven days', () => {
  const { from, to } = weekOf('2026-10-22', 'Europe/Lisbon')
  expect(Date.parse(to) - Date.parse(from)).toBe((7 * 24 + 1) * 60 * 60 * 1000)
})

test.each(['nonsense', '9999-01-01', undefined])('%s means this week', (date) => {
  expect(weekOf(date, 'UTC').start).toBe(weekOf(undefined, 'UTC').start)
})

test('an event is on every date it touches, and not on one that begins as it ends', () => {
  const event = { startsAt: '2026-11-24T22:00:00Z', endsAt: '2026-11-26T00:00:00Z' }
  expect(datesOfEvent(event, week, 'Europe/Lisbon')).toEqual(['2026-11-24', '2026-11-25'])
  expect(datesOfEvent(event, week, 'Asia/Tokyo')).toEqual(['2026-11-25', '2026-11-26'])
})
