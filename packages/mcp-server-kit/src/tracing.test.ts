import { trace } from '@opentelemetry/api'
import { expect, test } from 'vitest'
import { openTracer } from './tracing.ts'

test('a tracer of one part of a process is nobody else’s, so that a framework’s spans go nowhere', async () => {
  // Nothing is sent: no span ends here.
  const { tracer, stop } = openTracer('part', 'http://127.0.0.1:9')
  await expect.poll(() => tracer.startSpan('own').isRecording()).toBe(true)
  expect(trace.getTracer('next.js').startSpan('GET /login?code=secret').isRecording()).toBe(false)
  await stop()
})

test('without a collector a tracer records nothing', async () => {
  const { tracer, stop } = openTracer('part', undefined)
  expect(tracer.startSpan('own').isRecording()).toBe(false)
  await stop()
})
