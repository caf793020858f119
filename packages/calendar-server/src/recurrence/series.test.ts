import { expect, test } from 'vitest'
import { ENDLESS, lastEndOf, occurrencesIn, type Series } from './series.ts'

const HOUR = 3_600_000

/** An event of one hour; `start` is ISO 8601 with offset. */
function series(start: string, timeZone: string, recurrence: string | null, excluded: string[] = []): Series {
  const startsAt = new Date(start)
  const times = { startsAt, endsAt: new Date(startsAt.getTime() + HOUR), timeZone, recurrence }
  const lastEndsAt = lastEndOf(times)
  if (!lastEndsAt) throw new Error('the start is not an occurrence')
  return { ...times, lastEndsAt, excluded: excluded.map((text) => new Date(text)) }
}

function starts(of: Series, from: string, to: string): string[] {
  const range = { from: new Date(from), to: new Date(to) }
  return occurrencesIn(of, range).map(({ startsAt }) => startsAt.toISOString().slice(0, 16))
}

test('a weekly meeting keeps its wall-clock time when clocks change', () => {
  const weekly = series('2027-03-15T09:30:00+01:00', 'Europe/Berlin', 'FREQ=WEEKLY')
  expect(starts(weekly, '2027-03-15T00:00:00Z', '2027-04-06T00:00:00Z')).toEqual([
    '2027-03-15T08:30',
    '2027-03-22T08:30',
    '2027-03-29T07:30',
    '2027-04-05T07:30',
  ])
  expect(starts(weekly, '2027-10-25T00:00:00Z', '2027-11-02T00:00:00Z')).toEqual([
    '2027-10-25T07:30',
    '2027-11-01T08:30',
  ])
})

test('an occurrence in the hour that spring leaves out does not exist and is not counted', () => {
  const daily = series('2027-03-27T02:30:00+01:00', 'Europe/Berlin', 'FREQ=DAILY;COUNT=3')
  expect(starts(daily, '2027-03-01T00:00:00Z', '2027-05-01T00:00:00Z')).toEqual([
    '2027-03-27T01:30',
    '2027-03-29T00:30',
    '2027-03-30T00:30',
  ])
})

test('an occurrence in the hour that autumn repeats happens once, the first time', () => {
  const daily = series('2027-10-30T02:30:00+02:00', 'Europe/Berlin', 'FREQ=DAILY;COUNT=3')
  expect(starts(daily, '2027-10-01T00:00:00Z', '2027-12-01T00:00:00Z')).toEqual([
    '2027-10-30T00:30',
    '2027-10-31T00:30',
    '2027-11-01T01:30',
  ])
})

test('an occurrence keeps its exact length over a change of clocks', () => {
  const night = series('2027-03-27T23:30:00+01:00', 'Europe/Berlin', 'FREQ=DAILY;COUNT=2')
  const range = { from: new Date('2027-03-27T00:00:00Z'), to: new Date('2027-03-30T00:00:00Z') }
  for (const { startsAt, endsAt } of occurrencesIn(night, range)) {
    expect(endsAt.getTime() - startsAt.getTime()).toBe(HOUR)
  }
})

test('the range selects what overlaps it, and not what only touches it', () => {
  const daily = series('2027-01-01T10:00:00Z', 'Etc/UTC', 'FREQ=DAILY')
  expect(starts(daily, '2027-01-02T10:30:00Z', '2027-01-03T10:30:00Z')).toEqual([
    '2027-01-02T10:00',
    '2027-01-03T10:00',
  ])
  expect(starts(daily, '2027-01-02T11:00:00Z', '2027-01-03T10:00:00Z')).toEqual([])
  expect(starts(daily, '2026-12-30T00:00:00Z', '2027-01-01T10:00:00Z')).toEqual([])
})

test('what was taken out is gone, and what comes after stays', () => {
  const daily = series('2027-01-01T10:00:00Z', 'Etc/UTC', 'FREQ=DAILY;COUNT=3', ['2027-01-02T10:00:00Z'])
  expect(starts(daily, '2027-01-01T00:00:00Z', '2028-01-01T00:00:00Z')).toEqual([
    '2027-01-01T10:00',
    '2027-01-03T10:00',
  ])
})

test.each([
  ['FREQ=DAILY;COUNT=3', '2027-01-31T11:00'],
  ['FREQ=DAILY;UNTIL=20270130T100000Z', '2027-01-30T11:00'],
  ['FREQ=DAILY;UNTIL=20270130T095959Z', '2027-01-29T11:00'],
  ['FREQ=MONTHLY;BYDAY=-1FR;COUNT=2', '2027-02-26T11:00'],
  [null, '2027-01-29T11:00'],
])('%s ends %s, and expands to its end', (rule, end) => {
  const friday = series('2027-01-29T10:00:00Z', 'Europe/Lisbon', rule)
  expect(friday.lastEndsAt.toISOString().slice(0, 16)).toBe(end)
  const range = { from: new Date('2027-01-01T00:00:00Z'), to: new Date('2030-01-01T00:00:00Z') }
  expect(occurrencesIn(friday, range).at(-1)?.endsAt).toEqual(friday.lastEndsAt)
})

test('a rule without an end goes on to the end of the calendar, and is found there quickly', () => {
  const daily = series('1972-06-01T09:00:00Z', 'Europe/London', 'FREQ=DAILY')
  expect(daily.lastEndsAt).toEqual(ENDLESS)
  expect(starts(daily, '2199-12-30T00:00:00Z', '2300-01-01T00:00:00Z')).toEqual([
    '2199-12-30T10:00',
    '2199-12-31T10:00',
  ])
})

test.each([
  ['the wrong weekday', 'FREQ=WEEKLY;BYDAY=MO'],
  ['a date that no year has', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'],
  ['an end before the start', 'FREQ=DAILY;UNTIL=20200101T000000Z'],
])('a rule that does not begin with its start is none: %s', (_what, recurrence) => {
  const startsAt = new Date('2027-01-29T10:00:00Z')
  const endsAt = new Date('2027-01-29T11:00:00Z')
  expect(lastEndOf({ startsAt, endsAt, timeZone: 'Etc/UTC', recurrence })).toBeNull()
})

test.each([
  'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=500',
  'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;INTERVAL=52;COUNT=500',
  'FREQ=MONTHLY;BYMONTHDAY=29;INTERVAL=48;COUNT=500',
  'FREQ=MONTHLY;BYMONTHDAY=30;INTERVAL=12',
])('the sparsest rules end: %s', (recurrence) => {
  const startedAt = performance.now()
  const startsAt = new Date('2036-02-29T10:00:00Z')
  const times = { startsAt, endsAt: new Date('2036-02-29T11:00:00Z'), timeZone: 'Europe/Lisbon', recurrence }
  const lastEndsAt = lastEndOf(times)
  occurrencesIn({ ...times, lastEndsAt: lastEndsAt ?? ENDLESS, excluded: [] }, { from: startsAt, to: ENDLESS })
  expect(performance.now() - startedAt).toBeLessThan(2_000)
})
