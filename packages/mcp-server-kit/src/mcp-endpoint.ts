import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Caller, Refusal } from '@chaperone/mcp-auth'
import { type NodeIncomingMessageLike, toNodeHandler } from '@modelcontextprotocol/node'
import { createMcpHandler } from '@modelcontextprotocol/server'
import { buildServer, type ServerIdentity } from './build-server.ts'
import { requestStates } from './confirmation.ts'
import { type Offers, offerNamedIn } from './offers.ts'
import { readJsonBody } from './read-json-body.ts'
import type { KnownOfRequest, RefusalRecorder } from './record-refusals.ts'
import { authInfoOf, callIn } from './request-context.ts'
import type { CallEnvironment } from './run-call.ts'
import { sendJson } from './send-json.ts'

export interface EndpointOptions<Db> extends CallEnvironment<Db>, Offers<Db> {
  identity: ServerIdentity
  /** Signs the confirmations of tools that remove something; the same at every instance of the server. */
  requestStateSecret: string
}

export interface McpEndpoint {
  /** @throws Refusal, JsonRpcRefusal: recorded already, to be answered by the server around it */
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>
  close(): Promise<void>
}

/**
 * The one path that serves MCP. In order: transport checks and credential, the caller's limits, method, body, scope of
 * what is called; only then the SDK sees the request.
 */
export function createMcpEndpoint<Db>(options: EndpointOptions<Db>, refusals: RefusalRecorder): McpEndpoint {
  const { guard, logger } = options
  const environment = { ...options, states: requestStates(options.requestStateSecret, guard.resource) }
  // Without a caller no server is built, whatever reached this line.
  const handler = createMcpHandler(({ authInfo }) =>
    buildServer(options.identity, options, environment, callIn(authInfo).caller),
  )
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
    const offer = offerNamedIn(options, message)
    if (offer) {
      known.tool = offer.name
      guard.authorizeCall(caller, offer.scope)
    }
    const auth = authInfoOf({ caller, message })
    await answerMcp(Object.assign(request, { auth }) as NodeIncomingMessageLike, response, message)
  }

  return { answer, close: () => handler.close() }
}
