import { createContext, Script } from 'node:vm'
import { expect, test } from 'vitest'
import { titleFrom } from './title.ts'

/** What takes longer has no end in sight: a text of the longest request is read in a few milliseconds. */
const ENDLESS_MILLISECONDS = 5_000

test.each([['-'], [', '], [' ,'], [' on'], [' - .']])('a title with %j again and again in it is read', (piece) => {
  const text = `milk ${piece.repeat(390 / piece.length)} eggs`
  // Only from a context of its own can a regular expression be called off.
  const read = new Script('titleFrom(text)').runInContext(createContext({ titleFrom, text }), {
    timeout: ENDLESS_MILLISECONDS,
  })
  expect(read).toMatch(/^Milk.* eggs$/)
})

test.each([
  ['the review on,', 'Review'],
  ['a call with Bob – at', 'Call with Bob'],
  ['called to water the ferns.', 'Water the ferns'],
])('what is left over at the ends of %j is no part of the title', (text, title) => {
  expect(titleFrom(text)).toBe(title)
})
