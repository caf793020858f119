import { expect, test } from 'vitest'
import { timeSpanWords, withInstantWords } from './instant-words.ts'

test('a span names its day once', () => {
  const words = timeSpanWords('2026-11-29T14:00:00Z', '2026-11-29T15:00:00Z', 'Europe/Lisbon')
  expect(words).toMatch(/^Sun, 29 Nov 2026, 14:00.15:00, Europe\/Lisbon$/)
})

test('every instant in a text is said in the zone, and nothing else is touched', () => {
  const text = 'Event “2026-11-29” in Home, starts 2026-11-30T16:00:00.000Z'
  expect(withInstantWords(text, 'Europe/Lisbon')).toBe(
    'Event “2026-11-29” in Home, starts Mon, 30 Nov 2026, 16:00, Europe/Lisbon',
  )
  expect(withInstantWords(text, null)).toBe(text)
  const noInstant = 'starts 2026-13-45T99:00:00Z'
  expect(withInstantWords(noInstant, 'Europe/Lisbon')).toBe(noInstant)
})
