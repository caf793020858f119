import { LIST_PAGE_SIZE } from '@chaperone/contracts'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { cursorOf, pageOf } from './pagination.ts'

const cursor = cursorOf(z.strictObject({ name: z.string(), id: z.string() }))

test('what was written is read again', () => {
  const key = { name: 'Apollo — “ünïcode”', id: 'prj_1' }
  expect(cursor.read(cursor.write(key))).toEqual(key)
})

test.each([
  ['nonsense', 'not base64 at all!'],
  ['the cursor of another list', cursorOf(z.strictObject({ due: z.string() })).write({ due: '2027-01-01' })],
  ['a smuggled field', Buffer.from(JSON.stringify({ name: 'a', id: 'b', ownerId: 'c' })).toString('base64url')],
  ['nothing', ''],
])('%s is an invalid argument', (_what, text) => {
  expect(() => cursor.read(text)).toThrow(expect.objectContaining({ code: 'invalid_arguments' }))
})

test('a page ends where the next begins, and the last has none after it', () => {
  const rows = Array.from({ length: LIST_PAGE_SIZE + 1 }, (_, index) => index)
  expect(pageOf(rows)).toEqual({ page: rows.slice(0, -1), last: LIST_PAGE_SIZE - 1 })
  expect(pageOf(rows.slice(1))).toEqual({ page: rows.slice(1), last: null })
  expect(pageOf([])).toEqual({ page: [], last: null })
})
