import type { IncomingMessage, ServerResponse } from 'node:http'
import { TOOL_CALL_MILLISECONDS } from '@chaperone/contracts'
import { type Caller, Refusal } from '@chaperone/mcp-auth'
import type { FetchLikeMcpHandler } from '@modelcontextprotocol/node'
import { answerWith } from './answer-with.ts'
import type { ServerIdentity } from './build-server.ts'
import { requestStates } from './confirmation.ts'
import { type Offers, offerNamedIn } from './offers.ts'
import { readJsonBody } from './read-json-body.ts'
import type { KnownOfRequest, RefusalRecorder } from './record-refusals.ts'
import { authInfoOf } from './request-context.ts'
import type { CallEnvironment } from './run-call.ts'
import type { ToolEnvironment } from './run-tool.ts'
import { sendJson } from './send-json.ts'

/** Longer than any call may take; a client that listens asks again. */
const RESPONSE_MILLISECONDS = 3 * TOOL_CALL_MILLISECONDS

export interface EndpointOptions<Db> extends CallEnvironment<Db>, Offers<Db> {
  identity: ServerIdentity
  /** Signs the confirmations of tools that remove something; the same at every instance of the server. */
  requestStateSecret: string
}

/** What answers a request that has passed every check. */
export interface McpHandler extends FetchLikeMcpHandler {
  close(): Promise<void>
}

export type HandlerFor<Db> = (environment: ToolEnvironment<Db>) => McpHandler

export interface McpEndpoint {
  /** @throws Refusal, JsonRpcRefusal: recorded already, to be answered by the server around it */
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>
  close(): Promise<void>
}

/**
 * The one path that serves MCP. In order: transport checks and credential, the caller's limits, method, body, scope of
 * what is called; only then the SDK sees the request.
 */
export function createMcpEndpoint<Db>(
  options: EndpointOptions<Db>,
  refusals: RefusalRecorder,
  handlerFor: HandlerFor<Db>,
): McpEndpoint {
  const { guard } = options
  const handler = handlerFor({ ...options, states: requestStates(options.requestStateSecret, guard.resource) })

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
    let hasBegun = false
    const begin = () => {
      hasBegun = true
    }
    const authInfo = authInfoOf({ caller, message, begin })
    // A stream would outlive the credential that opened it.
    const deadline = setTimeout(() => response.destroy(), RESPONSE_MILLISECONDS)
    await answerWith(handler, { request, response, message, authInfo }).finally(() => clearTimeout(deadline))
    // The SDK answers these by itself, and a refused call is a call.
    if (message.method === 'tools/call' && !hasBegun) {
      refusals.recordCall(known, offer ? 'invalid_arguments' : 'unknown_tool')
    }
  }

  return { answer, close: () => handler.close() }
}
