import type { Check, CheckOutcome, Hop } from '@chaperone/contracts'
import { expect, test } from 'vitest'
import { courseWords, stepOutcomes, stripWords, wordInstead } from './hop-words.ts'

function checks(...outcomes: [string, CheckOutcome][]): Check[] {
  return outcomes.map(([step, outcome]) => ({
    step,
    outcome,
    title: `title ${step}`,
    place: 'server',
    threat: 'AUD-01',
  }))
}

test('the server’s checks count as one step, which fails when one of them fails', () => {
  const list = checks(
    ['6', 'passed'],
    ['7.1', 'passed'],
    ['7.2', 'failed'],
    ['7.3', 'not_reached'],
    ['8', 'not_reached'],
  )
  expect(stepOutcomes(list).map(({ outcome }) => outcome)).toEqual(['passed', 'failed', 'not_reached'])
  expect(stripWords(list)).toBe('Check 2 of 3, title 7.2, failed')
})

test('a step counts as passed only when all of its checks passed', () => {
  expect(stripWords(checks(['1', 'passed'], ['7.1', 'passed'], ['7.2', 'passed']))).toBe('2 of 2 checks passed')
  expect(stripWords(checks(['1', 'passed'], ['7.1', 'passed'], ['7.2', 'not_reached']))).toBe('1 of 2 checks passed')
})

test('a held call says so', () => {
  expect(stripWords(checks(['1', 'passed'], ['5', 'waiting']))).toBe('Check 2 of 2, title 5, is waiting')
})

test('a call that nobody answered was refused by nobody', () => {
  const hop = { verdict: 'refused', to: 'tasks', from: 'host', credential: { kind: 'user_jwt' } } as Hop
  const answered: Hop = { ...hop, response: { start: 'HTTP/1.1 403 Forbidden', headers: [], body: '' } }
  expect([courseWords(hop), wordInstead(hop)]).toEqual(['No answer from tasks-server', 'No answer'])
  expect([courseWords(answered), wordInstead(answered)]).toEqual(['Refused by tasks-server', undefined])
})
