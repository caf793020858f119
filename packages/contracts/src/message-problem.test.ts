import { expect, test } from 'vitest'
import { messageProblem } from './message-problem.ts'

function nested(levels: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < levels; level += 1) value = [value]
  return value
}

test('ordinary messages pass', () => {
  expect(messageProblem({ a: [1, 'zwei', null, { b: true }] })).toBeNull()
  expect(messageProblem(nested(32))).toBeNull()
})

test.each([
  ['a number beyond all limits', JSON.parse('{"a":1e999}')],
  ['a lone surrogate', JSON.parse('{"a":"\\ud800"}')],
  ['NUL in a text', { a: ['x\0'] }],
  ['NUL in a name', { 'x\0': 1 }],
  ['deep nesting', nested(33)],
])('%s is refused', (_title, value) => {
  expect(messageProblem(value)).toBeTypeOf('string')
})
