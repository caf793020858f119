import { openTracer } from '@chaperone/mcp-server-kit'
import { env } from '../env'
import { once } from '../once'

/** Spans of the host: of turns, calls and fetched credentials, and of nothing else in this process. */
export const hostTracing = once('host-tracing', () => openTracer('chaperone-host', env().OTEL_EXPORTER_OTLP_ENDPOINT))
