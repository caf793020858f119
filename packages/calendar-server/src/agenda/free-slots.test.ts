import { expect, test } from 'vitest'
import { type FreeSlotQuestion, freeSlots } from './free-slots.ts'

/** Monday 23 November 2026, 09:00 to 18:00 in Lisbon, which is UTC in winter. */
function ask(changes: Partial<FreeSlotQuestion>): string[] {
  const slots = freeSlots({
    from: new Date('2026-11-23T00:00:00Z'),
    to: new Date('2026-11-24T00:00:00Z'),
    minutes: 30,
    timeZone: 'Europe/Lisbon',
    dayStart: '09:00',
    dayEnd: '18:00',
    weekdaysOnly: true,
    busy: [],
    ...changes,
  })
  return slots.map(({ startsAt, endsAt }) => `${startsAt.slice(0, 16)} ${endsAt.slice(0, 16)}`)
}

function busy(...ranges: [string, string][]): FreeSlotQuestion['busy'] {
  return ranges.map(([startsAt, endsAt]) => ({ startsAt: new Date(startsAt), endsAt: new Date(endsAt) }))
}

test('an empty day is free during working hours', () => {
  expect(ask({})).toEqual(['2026-11-23T09:00 2026-11-23T18:00'])
})

test('events cut the day, whatever their order and overlap', () => {
  const events = busy(
    ['2026-11-23T14:00:00Z', '2026-11-23T15:00:00Z'],
    ['2026-11-23T10:00:00Z', '2026-11-23T11:00:00Z'],
    ['2026-11-23T10:30:00Z', '2026-11-23T12:00:00Z'],
  )
  expect(ask({ busy: events })).toEqual([
    '2026-11-23T09:00 2026-11-23T10:00',
    '2026-11-23T12:00 2026-11-23T14:00',
    '2026-11-23T15:00 2026-11-23T18:00',
  ])
})

test('gaps that are too short do not count; one of exactly the length does', () => {
  const events = busy(
    ['2026-11-23T08:00:00Z', '2026-11-23T10:00:00Z'],
    ['2026-11-23T10:29:00Z', '2026-11-23T12:00:00Z'],
    ['2026-11-23T12:30:00Z', '2026-11-23T20:00:00Z'],
  )
  expect(ask({ busy: events })).toEqual(['2026-11-23T12:00 2026-11-23T12:30'])
})

test('an event over several days leaves nothing of them', () => {
  const events = busy(['2026-11-20T00:00:00Z', '2026-11-25T00:00:00Z'])
  expect(ask({ busy: events })).toEqual([])
})

test('the range cuts the first and the last day', () => {
  const range = { from: new Date('2026-11-23T16:00:00Z'), to: new Date('2026-11-24T10:00:00Z') }
  expect(ask(range)).toEqual(['2026-11-23T16:00 2026-11-23T18:00', '2026-11-24T09:00 2026-11-24T10:00'])
})

test('weekends are left out unless asked for', () => {
  const weekend = { from: new Date('2026-11-28T00:00:00Z'), to: new Date('2026-11-30T00:00:00Z') }
  expect(ask(weekend)).toEqual([])
  expect(ask({ ...weekend, weekdaysOnly: false })).toHaveLength(2)
})

test('the day of the week is the local one', () => {
  // Friday evening in UTC is Saturday morning in Tokyo.
  const range = { from: new Date('2026-11-27T22:00:00Z'), to: new Date('2026-11-28T04:00:00Z') }
  expect(ask({ ...range, timeZone: 'Asia/Tokyo' })).toEqual([])
  expect(ask({ ...range, timeZone: 'Asia/Tokyo', weekdaysOnly: false })).toEqual(['2026-11-28T00:00 2026-11-28T04:00'])
})

test('working hours keep their wall-clock time across a change of clocks', () => {
  const range = { from: new Date('2027-03-26T00:00:00Z'), to: new Date('2027-03-30T00:00:00Z') }
  // Berlin is UTC+1 on Friday and UTC+2 on Monday.
  expect(ask({ ...range, timeZone: 'Europe/Berlin' })).toEqual([
    '2027-03-26T08:00 2027-03-26T17:00',
    '2027-03-29T07:00 2027-03-29T16:00',
  ])
})

test.each([
  ['23 hours in spring', '2027-03-28', '2027-03-27T23:00 2027-03-28T22:00'],
  ['25 hours in autumn', '2027-10-31', '2027-10-30T22:00 2027-10-31T23:00'],
])('a whole day has %s', (_what, date, slot) => {
  const noon = Date.parse(`${date}T12:00:00Z`)
  const slots = ask({
    from: new Date(noon - 36 * 3_600_000),
    to: new Date(noon + 36 * 3_600_000),
    timeZone: 'Europe/Berlin',
    dayStart: '00:00',
    dayEnd: '24:00',
    weekdaysOnly: false,
  })
  expect(slots).toContain(slot)
})

test('a day that has no midnight still counts', () => {
  // Santiago goes from 23:59 on 4 September to 01:00 on 5 September 2027.
  const range = { from: new Date('2027-09-05T12:00:00Z'), to: new Date('2027-09-06T12:00:00Z') }
  expect(ask({ ...range, timeZone: 'America/Santiago', weekdaysOnly: false })).toEqual([
    '2027-09-05T12:00 2027-09-05T21:00',
  ])
})

test('hours inside the hour that a change of clocks leaves out do not exist that day', () => {
  const range = { from: new Date('2027-03-28T00:00:00Z'), to: new Date('2027-03-28T12:00:00Z') }
  const hours = { dayStart: '02:30', dayEnd: '03:00', minutes: 15, weekdaysOnly: false }
  expect(ask({ ...range, ...hours, timeZone: 'Europe/Berlin' })).toEqual([])
})
