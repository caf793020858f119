import {
  type CallToolResult,
  type InputRequiredResult,
  inputRequired,
  inputResponse,
  ProtocolError,
  ProtocolErrorCode,
  type ServerContext,
} from '@modelcontextprotocol/server'
import { canSendToPage } from './client-elicitation.ts'

/** What came of a call that was passed on. */
export type GatewayAnswer =
  /** `note`: what the model should know besides the result. */
  | { status: 'done'; result: unknown; note?: string }
  /** `message` is for the model: safe to show, with advice. */
  | { status: 'refused'; code: string; message: string }
  /** There is no such tool for this caller. */
  | { status: 'unknown_tool'; message: string }
  /** Nothing happened: a person decides on this page first. */
  | { status: 'held'; message: string; url: string; details: Record<string, unknown> }

const QUESTION = 'approval'

/**
 * The answer in the form of the protocol. A client that can send its person to a page is asked to, once: it comes back
 * when the page has been opened, which says nothing about what was decided there. Any other gets the address as an error
 * that a model can read. As text, not as structured content: that must fit the tool's output schema, also in an error.
 *
 * @throws ProtocolError -32602 for a tool that does not exist, as every server answers
 * @see MCP 2026-07-28 client/elicitation, URL mode; basic/patterns/mrtr; server/tools, Error Handling
 */
export function toolResultOf(answer: GatewayAnswer, context: ServerContext): CallToolResult | InputRequiredResult {
  if (answer.status === 'done') {
    const { result, note } = answer
    const texts = [JSON.stringify(result), ...(note === undefined ? [] : [note])]
    return {
      content: texts.map((text) => ({ type: 'text', text })),
      structuredContent: result as NonNullable<CallToolResult['structuredContent']>,
    }
  }
  if (answer.status === 'unknown_tool') throw new ProtocolError(ProtocolErrorCode.InvalidParams, answer.message)
  if (answer.status === 'refused') return failure({ error: answer.code, message: answer.message })
  const { message, url, details } = answer
  const isAsked = inputResponse(context.mcpReq.inputResponses, QUESTION).kind !== 'missing'
  if (canSendToPage(context) && !isAsked) {
    return inputRequired({ inputRequests: { [QUESTION]: inputRequired.elicitUrl({ message, url }) } })
  }
  return failure({ error: 'needs_approval', message, url, ...details })
}

function failure(told: Record<string, unknown>): CallToolResult {
  return { isError: true, content: [{ type: 'text', text: JSON.stringify(told) }] }
}
