import { expect, test } from 'vitest'
import { parseTraceparent } from './parse-traceparent.ts'

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
const spanId = '00f067aa0ba902b7'

test('a valid traceparent is the client’s span', () => {
  const span = { traceId, spanId, traceFlags: 1, isRemote: true }
  expect(parseTraceparent(`00-${traceId}-${spanId}-01`)).toEqual(span)
})

test.each([
  ['no text', undefined],
  ['another version', `01-${traceId}-${spanId}-01`],
  ['a trace id of zeros', `00-${'0'.repeat(32)}-${spanId}-01`],
  ['a span id of zeros', `00-${traceId}-${'0'.repeat(16)}-01`],
  ['capital letters', `00-${traceId.toUpperCase()}-${spanId}-01`],
  ['more after it', `00-${traceId}-${spanId}-01-x`],
])('%s is none', (_what, text) => {
  expect(parseTraceparent(text)).toBeNull()
})
