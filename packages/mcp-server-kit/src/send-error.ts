import type { ServerResponse } from 'node:http'
import { type Guard, Refusal, sendRefusal } from '@chaperone/mcp-auth'
import { JsonRpcRefusal } from './read-json-body.ts'
import { sendJson } from './send-json.ts'

interface Around {
  guard: Guard
  /** Told what the client may not know. */
  onError(error: unknown): void
}

/**
 * Answers with what a client may know of an error. What it may not know goes to the log, and the answer is 503. A client
 * that has gone is no error: a broken upload is not worth a stack.
 */
export function sendError(error: unknown, response: ServerResponse, { guard, onError }: Around): void {
  if (response.headersSent) {
    response.destroy()
  } else if (error instanceof Refusal) {
    // The rest of a refused body is not read.
    if (error.fields.status === 413) response.setHeader('Connection', 'close')
    sendRefusal(response, error, guard.resourceMetadataUrl)
  } else if (error instanceof JsonRpcRefusal) {
    sendJson(response, 400, { jsonrpc: '2.0', id: null, error: { code: error.code, message: error.message } })
  } else if (!response.destroyed) {
    onError(error)
    sendJson(response, 503, { error: 'temporarily_unavailable', error_description: 'Try again in a moment.' })
  }
}
