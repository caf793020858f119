import { expect, test } from 'vitest'
import { beginTurn } from './running-turns.ts'

test('a person has a few turns at once, and those of others do not count', () => {
  const [endFirst] = [beginTurn('usr_a'), beginTurn('usr_a'), beginTurn('usr_a')]
  expect(() => beginTurn('usr_a')).toThrow(expect.objectContaining({ status: 429, code: 'too_many_turns' }))
  expect(() => beginTurn('usr_b')).not.toThrow()
  endFirst?.()
  expect(() => beginTurn('usr_a')).not.toThrow()
})
