import { expect, test } from 'vitest'
import { argumentRows } from './argument-rows.ts'

test('start, end and zone read as one time in that zone', () => {
  const rows = argumentRows(
    {
      title: 'Run',
      startsAt: '2026-07-01T09:00:00Z',
      endsAt: '2026-07-01T10:00:00Z',
      timeZone: 'Europe/Lisbon',
      location: 'Park',
    },
    null,
  )
  expect(rows.map(({ label }) => label)).toEqual(['Title', 'When', 'Location'])
  expect(rows[1]?.value).toMatch(/10:00.11:00, Europe\/Lisbon$/)
})

test('no argument is left out, whatever its shape', () => {
  const rows = argumentRows({ taskId: 'task_1', startsAt: '2026-07-01T09:00:00Z', tags: ['a'], done: true }, null)
  expect(rows.map(({ label, value }) => `${label}: ${value}`)).toEqual([
    'Task id: task_1',
    'Starts at: 2026-07-01T09:00:00Z',
    'Tags: ["a"]',
    'Done: true',
  ])
})

test('a zone that is no text is shown beside the times, as all three are sent', () => {
  const rows = argumentRows({ startsAt: '2026-07-01T09:00:00Z', endsAt: 'y', timeZone: null }, 'Europe/Lisbon')
  expect(rows.map(({ label, value }) => `${label}: ${value}`)).toEqual([
    'Starts at: 2026-07-01T09:00:00Z',
    'Ends at: y',
    'Time zone: null',
  ])
})

test('a zone that does not exist is shown as it is', () => {
  const [row] = argumentRows({ startsAt: 'x', endsAt: 'y', timeZone: 'No/Where' }, 'Europe/Lisbon')
  expect(row?.value).toBe('x – y, No/Where')
})

test('without a zone of its own, a time is told in the reader’s, and a text is told as it is sent', () => {
  const startsAt = '2026-11-30T16:00:00Z'
  const title = `Moved from ${startsAt}`
  const change = argumentRows({ eventId: 'evt_1', title, startsAt }, 'Europe/Lisbon')
  expect(change.map(({ label, value }) => `${label}: ${value}`)).toEqual([
    'Event id: evt_1',
    'Starts at: Mon, 30 Nov 2026, 16:00, Europe/Lisbon',
    `Title: ${title}`,
  ])
  const [, when] = argumentRows({ eventId: 'evt_1', startsAt, endsAt: '2026-11-30T17:00:00Z' }, 'Europe/Lisbon')
  expect(when?.value).toMatch(/^Mon, 30 Nov 2026, 16:00.17:00, Europe\/Lisbon$/)
})
