import { expect, test } from 'vitest'
import { asLine, lineSchema, notesSchema, storableJson, storableText } from './text.ts'

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

test('what PostgreSQL does not keep is replaced, in texts and in keys, and nothing else is', () => {
  expect(storableText('a\0b\ud800')).toBe('a\uFFFDb\uFFFD')
  const kept = { whole: '😀', written: '\\u0000 \\ud800', quoted: '"\\"\n\u0001' }
  expect(JSON.parse(storableJson({ ...kept, 'c\0': ['\ud800x'] }))).toEqual({ ...kept, 'c\uFFFD': ['\uFFFDx'] })
})

test('somebody else’s text becomes one short line that reads as it is', () => {
  expect(asLine(' a\r\n\tb\u202Ec\0\u{E0041}d\u200B ', 20)).toBe('a bcd')
  expect(asLine('1234😀', 6)).toBe('1234😀')
  expect(asLine('1234😀5', 6)).toBe('1234\uFFFD…')
})
