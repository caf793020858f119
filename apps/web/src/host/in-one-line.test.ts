import { expect, test } from 'vitest'
import { inOneLine } from './in-one-line'

test('what a server says is one line of the log, and not a long one', () => {
  const page = `<h1>\n2026-11-29 signed in\u001b[2J${'x'.repeat(10_000)}`
  const line = inOneLine(new Error('it failed', { cause: new Error(page) }))
  expect(line).toMatch(/^"Error: it failed, because of <h1>\\n[ -~]+"$/)
  expect(line.length).toBeLessThan(600)
})
