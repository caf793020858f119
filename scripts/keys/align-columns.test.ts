import { expect, test } from 'vitest'
import { alignColumns } from './align-columns.ts'

test('columns begin at the same place in every line', () => {
  expect(
    alignColumns([
      ['id', 'server'],
      ['key_1', 'weather'],
      ['key_long', 'calendar'],
    ]),
  ).toBe('id        server\nkey_1     weather\nkey_long  calendar')
})
