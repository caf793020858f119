import { expect, test } from 'vitest'
import { fitted } from './kept-turn.ts'

const turn = (body: string, text = 'None.') => ({
  answer: [{ text }],
  hops: [{ label: 'tasks_list', request: { start: 'POST', headers: [], body: 'short' }, response: { body } }],
})

test('what fits is kept as it is', () => {
  expect(fitted(turn('x'.repeat(500)), 2_000)).toEqual(turn('x'.repeat(500)))
})

test('of what is too large, what went over the wire is cut first, and the words stay', () => {
  const kept = fitted(turn('x'.repeat(50_000)), 2_000)
  expect(kept?.answer).toEqual([{ text: 'None.' }])
  expect(kept?.hops[0]?.request.body).toBe('short')
  expect(kept?.hops[0]?.response.body).toMatch(/^x{500}… \(cut when it was kept\)$/)
})

test('where that does not help, nothing is kept of it', () => {
  expect(fitted(turn('x', 'y'.repeat(5_000)), 2_000)).toBeNull()
})

test('bytes are counted, not characters', () => {
  expect(fitted(turn('x', 'ü'.repeat(1_200)), 2_000)).toBeNull()
})
