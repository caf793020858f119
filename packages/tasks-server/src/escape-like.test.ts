import { expect, test } from 'vitest'
import { escapeLike } from './escape-like.ts'

test.each([
  ['plain', 'plain'],
  ['100%', '100\\%'],
  ['a_b', 'a\\_b'],
  ['C:\\temp', 'C:\\\\temp'],
  ['%_\\', '\\%\\_\\\\'],
])('%s becomes the pattern %s', (text, pattern) => {
  expect(escapeLike(text)).toBe(pattern)
})
