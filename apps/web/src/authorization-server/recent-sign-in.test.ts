import { expect, test } from 'vitest'
import { isSignInRecent } from './recent-sign-in.ts'

const ASKED_AT = 1_000_000

test.each<[string, Record<string, unknown>, number, boolean]>([
  ['long before, when nothing is wanted', { prompt: 'consent' }, -40_000, true],
  ['a minute before, when it is to be new', { prompt: 'login consent' }, -60, false],
  ['in the same second, when it is to be new', { prompt: 'login' }, 0, false],
  ['afterwards, when it is to be new', { prompt: 'login' }, 20, true],
  ['within the age that is wanted', { max_age: '60' }, -60, true],
  ['longer ago than that', { max_age: 60 }, -61, false],
  ['a moment before, when no age at all is wanted', { max_age: 0 }, -1, false],
  ['within an age, when it is to be new all the same', { prompt: 'login', max_age: 600 }, -60, false],
])('who signed in %s: %o', (_when, params, seconds, isRecent) => {
  expect(isSignInRecent({ iat: ASKED_AT, params }, ASKED_AT + seconds)).toBe(isRecent)
})
