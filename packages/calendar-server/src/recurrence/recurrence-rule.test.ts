import { expect, test } from 'vitest'
import { recurrenceProblem, recurrenceSchema } from './recurrence-rule.ts'

test.each([
  'FREQ=DAILY',
  'FREQ=DAILY;INTERVAL=2;COUNT=10',
  'FREQ=WEEKLY;BYDAY=MO,WE,FR;UNTIL=20270331T235959Z',
  'COUNT=500;FREQ=WEEKLY;WKST=SU;INTERVAL=52',
  'FREQ=MONTHLY;BYDAY=-1FR',
  'FREQ=MONTHLY;BYMONTHDAY=1,15,-1',
  'FREQ=YEARLY;BYMONTH=11;BYDAY=4TH',
  'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29',
])('%s is understood', (rule) => {
  expect(recurrenceProblem(rule)).toBeNull()
})

test.each([
  ['', 'nothing'],
  ['COUNT=3', 'no frequency'],
  ['FREQ=SECONDLY', 'seconds'],
  ['FREQ=MINUTELY;INTERVAL=1', 'minutes'],
  ['FREQ=HOURLY', 'hours'],
  ['FREQ=DAILY;BYHOUR=1,2,3', 'several times a day'],
  ['FREQ=DAILY;BYSECOND=0,1,2', 'several times a minute'],
  ['FREQ=DAILY;INTERVAL=0', 'no step'],
  ['FREQ=DAILY;INTERVAL=-1', 'a step back'],
  ['FREQ=DAILY;INTERVAL=53', 'a step too large'],
  ['FREQ=DAILY;COUNT=0', 'no occurrence'],
  ['FREQ=DAILY;COUNT=-1', 'fewer than none'],
  ['FREQ=DAILY;COUNT=501', 'more than the limit'],
  ['FREQ=DAILY;COUNT=1e9', 'a number in another notation'],
  ['FREQ=DAILY;COUNT=3;UNTIL=20270101T000000Z', 'two ends'],
  ['FREQ=DAILY;UNTIL=20270101', 'an end without time'],
  ['FREQ=DAILY;UNTIL=99991231T000000Z', 'an end beyond the calendar'],
  ['FREQ=DAILY;FREQ=WEEKLY', 'one part twice'],
  ['FREQ=WEEKLY;BYDAY=2MO', 'the second Monday of a week'],
  ['FREQ=MONTHLY;BYDAY=5FR', 'a fifth Friday'],
  ['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13', 'Friday the 13th'],
  ['FREQ=MONTHLY;BYMONTHDAY=0', 'day 0'],
  ['FREQ=MONTHLY;BYMONTHDAY=32', 'day 32'],
  ['FREQ=YEARLY;BYDAY=MO', 'Mondays of a year'],
  ['FREQ=YEARLY;BYYEARDAY=100', 'a part that is not understood'],
  ['FREQ=DAILY;BYDAY=MO', 'days of a week in a day'],
  ['freq=daily', 'lower case'],
  ['FREQ=DAILY;', 'a part without name'],
  ['FREQ=DAILY;COUNT=3=4', 'two values'],
  ['FREQ=DAILY;__proto__=1', 'a name that every object has'],
  ['FREQ=DAILY\r\nATTENDEE:mailto:a@b.test', 'another line'],
  ['RRULE:FREQ=DAILY', 'the name of the property'],
])('%s is refused: %s', (rule) => {
  expect(recurrenceProblem(rule)).toEqual(expect.any(String))
  expect(recurrenceSchema.safeParse(rule).success).toBe(false)
})

test('a long text is refused before it is read', () => {
  expect(recurrenceSchema.safeParse(`FREQ=WEEKLY;BYDAY=${'MO,'.repeat(100)}MO`).success).toBe(false)
})
