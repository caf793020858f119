import type { IncomingMessage } from 'node:http'
import { jsonRpcErrors, MAX_BODY_BYTES, messageProblem } from '@chaperone/contracts'
import { Refusal } from '@chaperone/mcp-auth'

/** A body that is not one JSON-RPC message. Answered in JSON-RPC's own form. */
export class JsonRpcRefusal extends Error {
  readonly code: number
  /** For the audit. */
  readonly reason: 'parse_error' | 'invalid_request'

  constructor(reason: 'parse_error' | 'invalid_request', message: string) {
    super(message)
    this.code = reason === 'parse_error' ? jsonRpcErrors.parseError : jsonRpcErrors.invalidRequest
    this.reason = reason
  }
}

/**
 * The one JSON object in a request's body. Read only after the caller is known, and never past the limit, so a
 * stranger cannot make the server hold or parse anything.
 *
 * @throws Refusal 413 `body_too_large`
 * @throws JsonRpcRefusal -32700 for text that is not JSON, -32600 for anything but one object, and for one that cannot be passed on
 * @see MCP 2026-07-28 basic/transports/streamable-http: "The body of the POST request MUST be a single JSON-RPC request or notification"
 */
export async function readJsonBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) throw tooLarge()

  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > MAX_BODY_BYTES) throw tooLarge()
    chunks.push(chunk)
  }

  const message = parse(Buffer.concat(chunks).toString('utf8'))
  if (typeof message !== 'object' || message === null || Array.isArray(message)) {
    throw new JsonRpcRefusal('invalid_request', 'Send one JSON-RPC message; batches are not served.')
  }
  const problem = messageProblem(message)
  if (problem) throw new JsonRpcRefusal('invalid_request', `Invalid request: ${problem}`)
  return message as Record<string, unknown>
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new JsonRpcRefusal('parse_error', 'The body is not JSON.')
  }
}

function tooLarge(): Refusal {
  return new Refusal({
    status: 413,
    code: 'body_too_large',
    description: `A request body may have at most ${MAX_BODY_BYTES} bytes.`,
  })
}
