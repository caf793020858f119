import { expect, test } from 'vitest'
import { extractRecurrence } from './recurrence.ts'

test.each([
  ['yoga every Monday at 8am', 'FREQ=WEEKLY', 'every Monday', 'yoga on Monday at 8am'],
  ['yoga on Tuesdays at 8', 'FREQ=WEEKLY', 'every Tuesday', 'yoga on Tuesday at 8'],
  ['stand-up each Thu at 9', 'FREQ=WEEKLY', 'every Thursday', 'stand-up on Thursday at 9'],
  ['stand-up every day at 9', 'FREQ=DAILY', 'every day', 'stand-up at 9'],
  ['stand-up daily at 9', 'FREQ=DAILY', 'every day', 'stand-up at 9'],
  ['rent on 1 December at 9 monthly', 'FREQ=MONTHLY', 'every month', 'rent on 1 December at 9'],
])('%j repeats', (text, rule, words, rest) => {
  expect(extractRecurrence(text)).toEqual({ recurrence: { rule, words }, rest })
})

test.each([
  'yoga every Monday and Thursday at 8',
  'yoga every other Monday at 8',
  'yoga on Mondays and Fridays at 8',
  'yoga every weekday at 8',
  'yoga every morning at 8',
  'yoga every Monday at 8 until March',
  'yoga every day this week at 8',
  'rent on the first Monday of every month at 9',
])('how %j repeats is not clear', (text) => {
  expect(extractRecurrence(text).recurrence).toBe('unclear')
})

test.each([
  'the weekly review on Friday at 10',
  '"every day" at 9',
  "a look at every day's log",
  'lunch with everyone',
])('%j takes place once', (text) => {
  expect(extractRecurrence(text)).toEqual({ recurrence: null, rest: text })
})
