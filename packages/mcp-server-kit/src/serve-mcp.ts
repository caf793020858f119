import type { IncomingMessage, ServerResponse } from 'node:http'
import { MCP_PATH } from '@chaperone/contracts'
import type { Guard } from '@chaperone/mcp-auth'
import { createMcpHandler } from '@modelcontextprotocol/server'
import { buildServer, type ServerIdentity } from './build-server.ts'
import { requestStates } from './confirmation.ts'
import { createMcpEndpoint, type McpHandler } from './mcp-endpoint.ts'
import { type Offers, offerNamedIn } from './offers.ts'
import { recordRefusals } from './record-refusals.ts'
import { callIn } from './request-context.ts'
import { requireStrict } from './require-strict.ts'
import type { CallEnvironment } from './run-call.ts'
import type { ToolEnvironment } from './run-tool.ts'
import { runUntilSignal } from './run-until-signal.ts'
import { setSecurityHeaders } from './security-headers.ts'
import { sendError } from './send-error.ts'
import { sendJson } from './send-json.ts'
import { startTracing } from './tracing.ts'

export interface ServeOptions<Db> extends CallEnvironment<Db>, Offers<Db> {
  identity: ServerIdentity
  /** Signs the confirmations of tools that remove something; the same at every instance of the server. */
  requestStateSecret: string
  /** Checks every request. There is no default: a server without a guard does not compile. */
  guard: Guard
  /** OTLP/HTTP collector; undefined: no spans. */
  tracesEndpoint: string | undefined
  /** Rejects while a dependency is out of reach. */
  isReady(): Promise<void>
  port: number
  bindAddress: string
  /** Runs after the last request, before the process ends. */
  onClose(): Promise<void>
}

export type HandlerFor<Db> = (environment: ToolEnvironment<Db>) => McpHandler

/**
 * Serves tools, resources and prompts over MCP's Streamable HTTP, stateless, for protocol 2026-07-28 and for 2025-era clients, until SIGTERM.
 * Beside the endpoint: health, readiness and the protected resource metadata, which need no caller.
 *
 * @throws Error for a schema that is not strict
 * @see createMcpEndpoint for what a request passes
 */
export function serveMcp<Db>(options: ServeOptions<Db>): Promise<void> {
  return serveHandler(options, (environment) =>
    // Without a caller no server is built, whatever reached this line.
    createMcpHandler(({ authInfo }) => buildServer(options.identity, options, environment, callIn(authInfo).caller)),
  )
}

/** `serveMcp` with another handler behind the same checks. Tests alone reach it, through `testing`. */
export async function serveHandler<Db>(options: ServeOptions<Db>, handlerFor: HandlerFor<Db>): Promise<void> {
  const { guard, logger, audit } = options
  requireStrict(options)
  const tracing = await startTracing(options.identity.name, options.tracesEndpoint)
  const refusals = recordRefusals(audit)
  const endpoint = createMcpEndpoint({
    guard,
    refusals,
    offerNamedIn: (message) => offerNamedIn(options, message),
    handler: handlerFor({ ...options, states: requestStates(options.requestStateSecret, guard.resource) }),
  })
  const isHttps = guard.resource.startsWith('https:')
  // RFC 9728 §3.1 inserts the path; clients that do not know it ask at the root.
  const metadataPaths = ['/.well-known/oauth-protected-resource', new URL(guard.resourceMetadataUrl).pathname]

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = '/'] = (request.url ?? '/').split('?', 1)
    if (path === MCP_PATH) return endpoint.answer(request, response)
    endpoint.checkTransport(request)
    if (path === '/healthz') return sendJson(response, 200, { status: 'ok' })
    if (path === '/readyz') {
      await options.isReady()
      return sendJson(response, 200, { status: 'ready' })
    }
    if (metadataPaths.includes(path)) return sendJson(response, 200, guard.metadata)
    return sendJson(response, 404, { error: 'not_found', error_description: `The MCP endpoint is ${guard.resource}.` })
  }

  await runUntilSignal({
    answer(request, response) {
      setSecurityHeaders(response, isHttps)
      const startedAt = performance.now()
      response.on('finish', () => {
        const milliseconds = Math.round(performance.now() - startedAt)
        logger.info({ method: request.method, status: response.statusCode, milliseconds }, 'answered')
      })
      return answer(request, response).catch((error: unknown) =>
        sendError(error, response, { guard, onError: (err) => logger.error({ err }, 'a request failed') }),
      )
    },
    port: options.port,
    bindAddress: options.bindAddress,
    logger,
    async close() {
      await endpoint.close()
      refusals.close()
      await audit.flush()
      await tracing.stop()
      await options.onClose()
    },
  })
}
