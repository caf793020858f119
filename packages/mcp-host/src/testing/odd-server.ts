import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

interface Message {
  id?: number | string
  method: string
  params?: { name?: string; arguments?: Record<string, unknown> }
}

/** Answers one call by itself, in whatever way. False: answer as an honest server would. */
export type Oddity = (message: Message, request: IncomingMessage, response: ServerResponse) => boolean

/** A tool as a server lists it. */
export interface ListedTool {
  name: string
  description?: string
  annotations?: Record<string, boolean>
  inputSchema?: object
  outputSchema?: object
  _meta?: Record<string, unknown>
}

export interface OddServer {
  url: string
  /** `method name` of every message, in order; of a request without one, its HTTP method. */
  received: string[]
  /** Every body, as it was sent. */
  bodies: string[]
  /** What happens to each message from now on. */
  behave(oddity: Oddity): void
  list(tools: readonly ListedTool[]): void
  stop(): Promise<void>
}

export const plainTool: ListedTool = {
  name: 'notes_read',
  description: 'Reads a note.',
  annotations: { readOnlyHint: true },
  inputSchema: { type: 'object', properties: { id: { type: 'string' } }, additionalProperties: false },
  outputSchema: { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] },
}

/** An MCP server of 2025 over HTTP, written by hand so that it can misbehave as no library would. */
export async function startOddServer(tools: readonly ListedTool[] = [plainTool]): Promise<OddServer> {
  let listed = tools
  let oddity: Oddity = () => false
  const received: string[] = []
  const bodies: string[] = []

  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    bodies.push(body)
    const message: Message = request.method === 'POST' ? JSON.parse(body) : { method: request.method }
    received.push([message.method, message.params?.name].filter(Boolean).join(' '))
    if (oddity(message, request, response)) return
    if (request.method !== 'POST') return void response.writeHead(405).end()
    if (message.id === undefined) return void response.writeHead(202).end()
    answer(response, message, resultOf(message))
  })

  function resultOf({ method }: Message): unknown {
    if (method === 'initialize') {
      return {
        protocolVersion: '2025-11-25',
        capabilities: { tools: {} },
        serverInfo: { name: 'odd', version: '1' },
      }
    }
    if (method === 'tools/list') return { tools: listed }
    if (method === 'tools/call') return told({ text: 'a note' })
    return undefined
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    received,
    bodies,
    behave(next) {
      oddity = next
    },
    list(next) {
      listed = next
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The result of a call that tells this. */
export function told(structuredContent: unknown) {
  return { content: [{ type: 'text', text: JSON.stringify(structuredContent) ?? '' }], structuredContent }
}

/** Answers one message with a result, or with "method not found" when there is none. */
export function answer(response: ServerResponse, { id }: Pick<Message, 'id'>, result: unknown): void {
  const error = { code: -32601, message: 'Method not found' }
  response.writeHead(200, { 'Content-Type': 'application/json' })
  response.end(JSON.stringify({ jsonrpc: '2.0', id, ...(result === undefined ? { error } : { result }) }))
}
