import { AsyncLocalStorage } from 'node:async_hooks'
import {
  type Attributes,
  isSpanContextValid,
  ProxyTracerProvider,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api'
import type { ToolCallOutcome } from '../create-host.ts'
import { isToolFound } from './checks.ts'

/** Makes spans that go nowhere. */
export const untraced: Tracer = new ProxyTracerProvider().getTracer('nowhere')

const current = new AsyncLocalStorage<Span>()

interface SpanOptions {
  name: string
  /** Whether it leaves the host. */
  kind: 'internal' | 'client'
  /** The span that is under way unless another is named; null: a trace of its own. */
  parent?: Span | null
  attributes?: Attributes
}

/**
 * One span around one piece of work. What is put on it is read by whoever reads the collector: names of connections and
 * tools, verdicts and codes; never a person, an argument, a result or a credential.
 */
export async function inSpan<T>(
  tracer: Tracer,
  { name, kind, parent = current.getStore() ?? null, attributes = {} }: SpanOptions,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  const context = parent ? trace.setSpan(ROOT_CONTEXT, parent) : ROOT_CONTEXT
  const options = { kind: kind === 'client' ? SpanKind.CLIENT : SpanKind.INTERNAL, attributes }
  const span = tracer.startSpan(name, options, context)
  try {
    return await current.run(span, () => work(span))
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR })
    throw error
  } finally {
    span.end()
  }
}

/** Says on a call's span what came of it. A name that no pinned tool has is the caller's own text, and stays away. */
export function describeCall(span: Span, outcome: ToolCallOutcome): void {
  const { connection, label, verdict } = outcome.hopRecord
  if (isToolFound(outcome.hopRecord)) {
    span.updateName(`tools/call ${label}`)
    span.setAttributes({ 'gen_ai.tool.name': label, 'chaperone.connection': connection })
  }
  span.setAttributes({ 'mcp.method.name': 'tools/call', 'chaperone.verdict': verdict })
  if (outcome.status !== 'refused') return
  span.setAttribute('error.type', outcome.code)
  span.setStatus({ code: SpanStatusCode.ERROR })
}

/** Of the span's trace; undefined where nothing is traced. */
export function traceIdOf(span: Span): string | undefined {
  const context = span.spanContext()
  return isSpanContextValid(context) ? context.traceId : undefined
}

/** Names the span that is under way as the parent of what a server does; undefined where nothing is traced. @see W3C Trace Context §3.2 */
export function currentTraceparent(): string | undefined {
  const context = current.getStore()?.spanContext()
  if (!context || !isSpanContextValid(context)) return undefined
  return `00-${context.traceId}-${context.spanId}-${context.traceFlags.toString(16).padStart(2, '0')}`
}
