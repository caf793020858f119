import { expect, test } from 'vitest'
import { wantsPage } from './wants-page.ts'

test.each([
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', true],
  ['Text/HTML', true],
  ['*/*', false],
  ['application/json, text/event-stream', false],
  ['', false],
  [null, false],
  [undefined, false],
])('%s: %s', (accept, wants) => {
  expect(wantsPage(accept)).toBe(wants)
})
