import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Caller, Refusal } from '@chaperone/mcp-auth'
import { type NodeIncomingMessageLike, toNodeHandler } from '@modelcontextprotocol/node'
import { createMcpHandler } from '@modelcontextprotocol/server'
import { buildServer, type ServerIdentity } from './build-server.ts'
import type { AnyTool } from './define-tool.ts'
import { readJsonBody } from './read-json-body.ts'
import type { KnownOfRequest, RefusalRecorder } from './record-refusals.ts'
import type { ToolEnvironment } from './run-tool.ts'
import { sendJson } from './send-json.ts'

export interface EndpointOptions<Db> extends ToolEnvironment<Db> {
  identity: ServerIdentity
  tools: readonly AnyTool<Db>[]
}

export interface McpEndpoint {
  /** @throws Refusal, JsonRpcRefusal: recorded already, to be answered by the server around it */
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>
  close(): Promise<void>
}

/**
 * The one path that serves MCP. In order: transport checks and credential, the caller's limits, method, body, scope of
 * the called tool; only then the SDK sees the request.
 */
export function createMcpEndpoint<Db>(options: EndpointOptions<Db>, refusals: RefusalRecorder): McpEndpoint {
  const { guard, logger } = options
  const handler = createMcpHandler((context) => {
    // Without a caller no server is built, whatever reached this line.
    const caller = context.authInfo?.extra?.caller as Caller | undefined
    if (!caller) throw new Error('a request arrived without a caller')
    return buildServer(options.identity, options.tools, options, caller)
  })
  const answerMcp = toNodeHandler(handler, {
    onerror: (error) => logger.error({ err: error }, 'the MCP handler failed'),
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const known: KnownOfRequest = { caller: null, tool: null }
    try {
      known.caller = await guard.admit(request, response)
      const leave = await guard.enter(known.caller)
      try {
        await answerCaller(known.caller, request, response, known)
      } finally {
        leave()
      }
    } catch (error) {
      if (error instanceof Refusal) refusals.record(error, known)
      throw error
    }
  }

  async function answerCaller(
    caller: Caller,
    request: IncomingMessage,
    response: ServerResponse,
    known: KnownOfRequest,
  ): Promise<void> {
    if (request.method !== 'POST') {
      response.setHeader('Allow', 'POST')
      return sendJson(response, 405, { error: 'method_not_allowed', error_description: 'Send POST requests.' })
    }
    const message = await readJsonBody(request)
    const tool = calledTool(message)
    if (tool) {
      known.tool = tool.name
      guard.authorizeCall(caller, tool.scope)
    }
    const auth = { token: '', clientId: caller.clientId, scopes: [...caller.scopes], extra: { caller } }
    await answerMcp(Object.assign(request, { auth }) as NodeIncomingMessageLike, response, message)
  }

  /** By the body, never by the `Mcp-Name` header: only 2026-07-28 requests must keep the two equal. */
  function calledTool(message: Record<string, unknown>): AnyTool<Db> | undefined {
    if (message.method !== 'tools/call') return undefined
    const name = (message.params as { name?: unknown } | undefined)?.name
    return options.tools.find((candidate) => candidate.name === name)
  }

  return { answer, close: () => handler.close() }
}
