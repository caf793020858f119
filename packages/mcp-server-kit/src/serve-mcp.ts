import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { MCP_PATH } from '@chaperone/contracts'
import { type Caller, type Guard, Refusal, sendRefusal } from '@chaperone/mcp-auth'
import { type FetchLikeMcpHandler, type NodeIncomingMessageLike, toNodeHandler } from '@modelcontextprotocol/node'
import { createMcpHandler } from '@modelcontextprotocol/server'
import { auditedCaller } from './audit.ts'
import { authorizeMessage, type Offers } from './authorize-message.ts'
import { buildServer, type ServerIdentity } from './build-server.ts'
import { requestStates } from './confirmation.ts'
import { JsonRpcRefusal, readJsonBody } from './read-json-body.ts'
import { authInfoOf, callIn } from './request-context.ts'
import type { CallEnvironment } from './run-call.ts'
import type { ToolEnvironment } from './run-tool.ts'
import { runUntilSignal } from './shutdown.ts'
import { startTracing } from './tracing.ts'

export interface ServeOptions<Db> extends CallEnvironment<Db>, Offers<Db> {
  identity: ServerIdentity
  /** Checks every request. There is no default: a server without a guard does not compile. */
  guard: Guard
  /** Signs the confirmations of tools that remove something; the same at every instance of the server. */
  requestStateSecret: string
  /** OTLP/HTTP collector; undefined: no spans. */
  tracesEndpoint: string | undefined
  /** Rejects while a dependency is out of reach. */
  isReady(): Promise<void>
  port: number
  bindAddress: string
  /** Runs after the last request, before the process ends. */
  onClose(): Promise<void>
}

/**
 * Serves tools, resources and prompts over MCP's Streamable HTTP, stateless, for protocol 2026-07-28 and for 2025-era clients. In order:
 * transport checks, caller, body, scope of what is called; only then the SDK sees the request.
 */
export function serveMcp<Db>(options: ServeOptions<Db>): Promise<void> {
  return serveHandler(options, (environment) =>
    // Without a caller no server is built, whatever reached this line.
    createMcpHandler(({ authInfo }) => buildServer(options.identity, options, environment, callIn(authInfo).caller)),
  )
}

/** What answers a request that has passed every check. */
export interface McpHandler extends FetchLikeMcpHandler {
  close(): Promise<void>
}

/** `serveMcp` with another handler behind the same checks. Tests alone reach it, through `testing`. */
export async function serveHandler<Db>(
  options: ServeOptions<Db>,
  handlerFor: (environment: ToolEnvironment<Db>) => McpHandler,
): Promise<void> {
  const { guard, logger, audit } = options
  const tracing = await startTracing(options.identity.name, options.tracesEndpoint)
  const handler = handlerFor({ ...options, states: requestStates(options.requestStateSecret, guard.resource) })
  const answerMcp = toNodeHandler(handler, {
    onerror: (error) => logger.error({ err: error }, 'the MCP handler failed'),
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path] = (request.url ?? '/').split('?', 1)
    if (path === MCP_PATH) return answerCaller(request, response)

    guard.checkTransport(request)
    if (path === '/healthz') return sendJson(response, 200, { status: 'ok' })
    if (path === '/readyz') {
      await options.isReady()
      return sendJson(response, 200, { status: 'ready' })
    }
    // RFC 9728 §3.1 inserts the path; clients that do not know it ask at the root.
    if (path === '/.well-known/oauth-protected-resource' || path === new URL(guard.resourceMetadataUrl).pathname) {
      return sendJson(response, 200, guard.metadata)
    }
    return sendJson(response, 404, { error: 'not_found', error_description: `The MCP endpoint is ${guard.resource}.` })
  }

  async function answerCaller(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const caller = await guard.admit(request)
    try {
      if (request.method !== 'POST') {
        response.setHeader('Allow', 'POST')
        return sendJson(response, 405, { error: 'method_not_allowed', error_description: 'Send POST requests.' })
      }
      const message = await readJsonBody(request)
      authorizeMessage(guard, options, caller, message)
      const auth = authInfoOf({ caller, message })
      await answerMcp(Object.assign(request, { auth }) as NodeIncomingMessageLike, response, message)
    } catch (error) {
      if (error instanceof Refusal) recordRefusal(error, caller)
      throw error
    }
  }

  function recordRefusal(refusal: Refusal, caller: Caller | null): void {
    const nothing = { tool: null, argumentsDigest: null, traceId: null }
    audit.record({ ...auditedCaller(caller), ...nothing, verdict: 'refused', reason: refusal.fields.code })
  }

  function sendError(error: unknown, response: ServerResponse): void {
    if (response.headersSent) {
      response.destroy()
    } else if (error instanceof Refusal) {
      // The rest of a refused body is not read.
      if (error.fields.status === 413) response.setHeader('Connection', 'close')
      sendRefusal(response, error, guard.resourceMetadataUrl)
    } else if (error instanceof JsonRpcRefusal) {
      sendJson(response, 400, { jsonrpc: '2.0', id: null, error: { code: error.code, message: error.message } })
    } else {
      logger.error({ err: error }, 'a request failed')
      sendJson(response, 503, { error: 'temporarily_unavailable', error_description: 'Try again in a moment.' })
    }
  }

  const server = createServer((request, response) => {
    response.setHeader('X-Content-Type-Options', 'nosniff')
    const startedAt = performance.now()
    response.on('finish', () => {
      const milliseconds = Math.round(performance.now() - startedAt)
      logger.info({ method: request.method, status: response.statusCode, milliseconds }, 'answered')
    })
    answer(request, response).catch((error: unknown) => {
      if (error instanceof Refusal && error.fields.status === 401) recordRefusal(error, null)
      sendError(error, response)
    })
  })
  server.requestTimeout = 30_000

  await runUntilSignal({
    server,
    port: options.port,
    bindAddress: options.bindAddress,
    logger,
    async close() {
      await handler.close()
      await audit.flush()
      await tracing.stop()
      await options.onClose()
    },
  })
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
  response.end(JSON.stringify(body))
}
