import { isSpanContextValid, type SpanContext } from '@opentelemetry/api'

/** The client's span that a call belongs to, or null without a valid one. @see W3C Trace Context §3.2 */
export function parseTraceparent(traceparent: unknown): SpanContext | null {
  if (typeof traceparent !== 'string') return null
  const [, traceId, spanId, flags] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(traceparent) ?? []
  if (!traceId || !spanId || !flags) return null
  const span = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true }
  return isSpanContextValid(span) ? span : null
}
