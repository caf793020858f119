import { expect, test } from 'vitest'
import { argumentRows } from './argument-rows.ts'

test('start, end and zone read as one time in that zone', () => {
  const rows = argumentRows({
    title: 'Run',
    startsAt: '2026-07-01T09:00:00Z',
    endsAt: '2026-07-01T10:00:00Z',
    timeZone: 'Europe/Lisbon',
    location: 'Park',
  })
  expect(rows.map(({ label }) => label)).toEqual(['Title', 'When', 'Location'])
  expect(rows[1]?.value).toMatch(/10:00.11:00, Europe\/Lisbon$/)
})

test('no argument is left out, whatever its shape', () => {
  const rows = argumentRows({ taskId: 'task_1', startsAt: '2026-07-01T09:00:00Z', tags: ['a'], done: true })
  expect(rows.map(({ label, value }) => `${label}: ${value}`)).toEqual([
    'Task id: task_1',
    'Tags: ["a"]',
    'Done: true',
    'Starts at: 2026-07-01T09:00:00Z',
  ])
})

test('a zone that does not exist is shown as it is', () => {
  const [row] = argumentRows({ startsAt: 'x', endsAt: 'y', timeZone: 'No/Where' })
  expect(row?.value).toBe('x – y, No/Where')
})
