import {
  ProxyTracerProvider,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api'
import { ToolError } from './tool-error.ts'

/** What the spans of one process need when it ends. */
export interface Tracing {
  /** Sends what is left. Never rejects: a collector that is out of reach keeps no process from ending. */
  stop(): Promise<void>
}

const FLUSH_MILLISECONDS = 2_000

/**
 * Sends spans to an OTLP/HTTP collector (`http://host:4318`). Without an endpoint nothing is loaded and spans cost nothing.
 *
 * @see OpenTelemetry Protocol Exporter, OTEL_EXPORTER_OTLP_ENDPOINT
 */
export async function startTracing(service: string, endpoint: string | undefined): Promise<Tracing> {
  if (!endpoint) return { stop: async () => {} }
  const provider = await loadProvider(service, endpoint)
  trace.setGlobalTracerProvider(provider)
  return { stop: () => provider.shutdown().catch(() => {}) }
}

/**
 * A tracer for one part of a process, at once; its spans go where those of `startTracing` go. Nobody else in the process
 * gets it: a web framework makes spans as well, and puts whole addresses on them, with codes and names in their queries.
 */
export function openTracer(service: string, endpoint: string | undefined): Tracing & { tracer: Tracer } {
  const proxy = new ProxyTracerProvider()
  const loading = endpoint ? loadProvider(service, endpoint) : null
  // Until it is there, spans go nowhere.
  void loading?.then((provider) => proxy.setDelegate(provider))
  return { tracer: proxy.getTracer(service), stop: async () => loading?.then((it) => it.shutdown()).catch(() => {}) }
}

async function loadProvider(service: string, endpoint: string) {
  const [{ BatchSpanProcessor, TracerProvider }, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all(
    [
      import('@opentelemetry/sdk-trace'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
    ],
  )
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/$/, '')}/v1/traces`,
    timeoutMillis: FLUSH_MILLISECONDS,
  })
  return new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': service }),
    spanProcessors: [new BatchSpanProcessor({ exporter, exportTimeoutMillis: FLUSH_MILLISECONDS })],
  })
}

interface SpanOptions {
  /** JSON-RPC method and what it names, such as `tools/call` and `tasks_create`. */
  method: string
  name: string
  parent: SpanContext | null
}

/**
 * One span around one call, in the client's trace when it sent one. Says what was called and the code it failed with;
 * never who called, an argument or a credential.
 *
 * @see OpenTelemetry semantic conventions, MCP
 */
export async function inSpan<T>({ method, name, parent }: SpanOptions, work: () => Promise<T>): Promise<T> {
  const context = parent ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT
  const attributes = { 'mcp.method.name': method, ...(method === 'tools/call' && { 'gen_ai.tool.name': name }) }
  const span = trace
    .getTracer('@chaperone/mcp-server-kit')
    .startSpan(`${method} ${name}`, { kind: SpanKind.SERVER, attributes }, context)
  try {
    return await work()
  } catch (error) {
    markFailed(span, error)
    throw error
  } finally {
    span.end()
  }
}

function markFailed(span: Span, error: unknown): void {
  span.setAttribute('error.type', error instanceof ToolError ? error.code : 'internal_error')
  span.setStatus({ code: SpanStatusCode.ERROR })
}
