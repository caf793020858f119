import { expect, test } from 'vitest'
import { beginTurn } from './running-turns.ts'

const inBrowser = (userId: string) => beginTurn({ userId, via: 'session' })
const byProgram = (userId: string) => beginTurn({ userId, via: 'bearer' })
const tooManyTurns = expect.objectContaining({ status: 429, code: 'too_many_turns' })

test('a person has a few turns at once, and those of others do not count', () => {
  const [endFirst] = [inBrowser('usr_a'), inBrowser('usr_a'), inBrowser('usr_a')]
  expect(() => inBrowser('usr_a')).toThrow(tooManyTurns)
  expect(() => inBrowser('usr_b')).not.toThrow()
  endFirst?.()
  expect(() => inBrowser('usr_a')).not.toThrow()
})

test('HMC-40: what programs have running keeps the person from no turn in a browser', () => {
  const [endFirst] = [byProgram('usr_c'), byProgram('usr_c'), byProgram('usr_c')]
  expect(() => byProgram('usr_c')).toThrow(tooManyTurns)
  for (let turn = 0; turn < 3; turn += 1) expect(() => inBrowser('usr_c')).not.toThrow()
  expect(() => inBrowser('usr_c')).toThrow(tooManyTurns)
  endFirst?.()
  expect(() => byProgram('usr_c')).not.toThrow()
})
