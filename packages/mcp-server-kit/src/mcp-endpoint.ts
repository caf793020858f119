import type { IncomingMessage, ServerResponse } from 'node:http'
import { TOOL_CALL_MILLISECONDS } from '@chaperone/contracts'
import { type Caller, type Guard, Refusal } from '@chaperone/mcp-auth'
import type { FetchLikeMcpHandler } from '@modelcontextprotocol/node'
import { answerWith } from './answer-with.ts'
import { JsonRpcRefusal, readJsonBody } from './read-json-body.ts'
import { type KnownOfRequest, type RefusalRecorder, STRANGER } from './record-refusals.ts'
import { authInfoOf } from './request-context.ts'
import { sendJson } from './send-json.ts'

/** Longer than any call may take; a client that listens asks again. */
const RESPONSE_MILLISECONDS = 3 * TOOL_CALL_MILLISECONDS

/** What the audit says of a message of these methods that names nothing of ours. */
const unknownOffer: Record<string, string> = {
  'tools/call': 'unknown_tool',
  'prompts/get': 'unknown_prompt',
  'resources/read': 'unknown_resource',
}

export interface EndpointOptions {
  /** Checks every request. There is no default: an endpoint without a guard does not compile. */
  guard: Guard
  refusals: RefusalRecorder
  /** The tool, resource or prompt that a message names, whose scope the caller needs; nothing when it names none. */
  offerNamedIn(message: Record<string, unknown>): { name: string; scope: string } | null | undefined
  handler: McpHandler
}

/** What answers a request that has passed every check. */
export interface McpHandler extends FetchLikeMcpHandler {
  close(): Promise<void>
}

export interface McpEndpoint {
  /** For the paths beside it, which answer without a caller. @throws Refusal: recorded already */
  checkTransport(request: IncomingMessage): void
  /** @throws Refusal, JsonRpcRefusal: recorded already, to be answered by the server around it */
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>
  close(): Promise<void>
}

/**
 * The one path that serves MCP. In order: transport checks and credential, the caller's limits, method, body, scope of
 * what is called; only then the SDK sees the request.
 */
export function createMcpEndpoint({ guard, refusals, offerNamedIn, handler }: EndpointOptions): McpEndpoint {
  function checkTransport(request: IncomingMessage): void {
    try {
      guard.checkTransport(request)
    } catch (error) {
      if (error instanceof Refusal) refusals.record(error, STRANGER)
      throw error
    }
  }

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
      if (error instanceof JsonRpcRefusal) refusals.recordCall(known, error.reason)
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
    const offer = offerNamedIn(message)
    if (offer) {
      known.tool = offer.name
      guard.authorizeCall(caller, offer.scope)
    }
    const held: Promise<unknown>[] = []
    const hold = <T>(work: Promise<T>): Promise<T> => {
      held.push(work)
      return work
    }
    const authInfo = authInfoOf({ caller, message, hold })
    // A stream would outlive the credential that opened it, and an answer that nobody reads would stay.
    const deadline = setTimeout(() => response.destroy(), RESPONSE_MILLISECONDS)
    try {
      await answerWith(handler, { request, response, message, authInfo })
    } finally {
      clearTimeout(deadline)
      await Promise.allSettled(held)
    }
    // The SDK answers these by itself, and a refused call is a call.
    const unknown = unknownOffer[String(message.method)]
    if (unknown && held.length === 0 && response.writableFinished)
      refusals.recordCall(known, offer ? 'invalid_arguments' : unknown)
  }

  return { checkTransport, answer, close: () => handler.close() }
}
