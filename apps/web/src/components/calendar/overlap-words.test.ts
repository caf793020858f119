import { expect, test } from 'vitest'
import { overlapWords } from './overlap-words.ts'

test('an overlap is told in local time, with the way out that the form has', () => {
  const refusal =
    'This overlaps “Lunch” (evt_01j9), 2026-11-30T12:00:00.000Z to 2026-11-30T13:00:00.000Z. Choose another time, or say allowOverlap: true.'
  expect(overlapWords(refusal, 'Europe/Lisbon')).toMatch(
    /^This overlaps “Lunch”, Mon, 30 Nov 2026, 12:00.13:00, Europe\/Lisbon\. Choose another time, or tick “May overlap other events”\.$/,
  )
})

test('any other refusal stays as it came', () => {
  expect(overlapWords('You denied this call.', 'Europe/Lisbon')).toBe('You denied this call.')
})
