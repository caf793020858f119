import { expect, test } from 'vitest'
import { lineSchema, notesSchema } from './text.ts'

const honest = ['Zoë’s café', '👩‍👩‍👧 picnic', 'می‌خواهم', '‏שלום‎ 12', '🏴󠁧󠁢󠁳󠁣󠁴󠁿 v 🏴󠁧󠁢󠁥󠁮󠁧󠁿', '東京 10:00']

test.each(honest)('%s is a line and a note', (text) => {
  expect(lineSchema(200).safeParse(text).success).toBe(true)
  expect(notesSchema(200).safeParse(text).success).toBe(true)
})

test.each([
  ['an override of the direction', '\u{202E}'],
  ['an isolate', '\u{2066}'],
  ['NUL', '\0'],
  ['a tag', '\u{E0041}'],
])('%s is in neither', (_name, character) => {
  expect(lineSchema(200).safeParse(`a${character}b`).success).toBe(false)
  expect(notesSchema(200).safeParse(`a${character}b`).success).toBe(false)
})

test.each([
  ['a line separator', '\u{2028}'],
  ['a line feed', '\n'],
  ['a zero-width space', '\u{200B}'],
])('%s is in no line', (_name, character) => {
  expect(lineSchema(200).safeParse(`a${character}b`).success).toBe(false)
})

test('notes have lines', () => {
  expect(notesSchema(200).safeParse('a\n\tb').success).toBe(true)
})
