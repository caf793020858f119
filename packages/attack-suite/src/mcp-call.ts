import type { Exchange } from './http/exchange.ts'
import { type HttpRequest, send } from './http/send.ts'

export const PROTOCOL_VERSION = '2026-07-28'
/** The last protocol of the earlier era, whose requests name no version in their body. */
export const LEGACY_PROTOCOL_VERSION = '2025-11-25'

/** What every request of this protocol carries in `params._meta`. @see MCP 2026-07-28 basic/index, _meta */
const CLIENT_META = {
  'io.modelcontextprotocol/protocolVersion': PROTOCOL_VERSION,
  'io.modelcontextprotocol/clientInfo': { name: 'attack-suite', version: '1.0.0' },
  'io.modelcontextprotocol/clientCapabilities': {},
}

export interface McpRequest {
  /** MCP endpoint. */
  url: string
  /** JSON-RPC method, such as `tools/call`. */
  method: string
  params?: Record<string, unknown>
  /** Sent as `Authorization: Bearer …`; nothing is sent when it is missing. */
  credential?: string
  /** Replaces or adds headers; null leaves one out. */
  headers?: Record<string, string | readonly string[] | null>
  /** Query string, such as `access_token=…`. */
  query?: string
  /** Sent instead of the JSON-RPC message. */
  rawBody?: string
  framing?: HttpRequest['framing']
  connection?: HttpRequest['connection']
  /** Speaks as a client of the 2025 era does. */
  isLegacy?: boolean
}

/**
 * One JSON-RPC request over HTTP POST, with the headers and `_meta` fields that the protocol demands, unless the
 * request replaces them. The id is always 1, so that two answers can be compared byte by byte.
 *
 * @see MCP 2026-07-28 basic/transports/streamable-http
 */
export function mcpCall(request: McpRequest): Promise<Exchange> {
  const url = request.query ? `${request.url}?${request.query}` : request.url
  const headers: Record<string, string | readonly string[]> = {}
  for (const [name, value] of Object.entries({ ...honestHeaders(request), ...request.headers })) {
    if (value !== null) headers[name] = value
  }
  const body = request.rawBody ?? JSON.stringify(message(request))
  const { framing, connection } = request
  return send({ method: 'POST', url, headers, body, ...(framing && { framing }), ...(connection && { connection }) })
}

function honestHeaders(request: McpRequest): Record<string, string> {
  const name = request.params?.name ?? request.params?.uri
  return {
    'Content-Type': 'application/json',
    Accept: 'application/json, text/event-stream',
    ...(request.credential ? { Authorization: `Bearer ${request.credential}` } : {}),
    'MCP-Protocol-Version': request.isLegacy ? LEGACY_PROTOCOL_VERSION : PROTOCOL_VERSION,
    ...(request.isLegacy ? {} : { 'Mcp-Method': request.method }),
    ...(typeof name === 'string' && !request.isLegacy ? { 'Mcp-Name': name } : {}),
  }
}

/** The JSON-RPC message that `mcpCall` sends, for attacks that change its text. */
export function message(request: Pick<McpRequest, 'method' | 'params' | 'isLegacy'>): Record<string, unknown> {
  const params = request.isLegacy ? { ...request.params } : { _meta: CLIENT_META, ...request.params }
  return { jsonrpc: '2.0', id: 1, method: request.method, params }
}

export interface ToolRequest extends Omit<McpRequest, 'method' | 'params'> {
  tool: string
  arguments: Record<string, unknown>
}

/** `tools/call` of one tool. */
export function toolCall({ tool, arguments: args, ...request }: ToolRequest): Promise<Exchange> {
  return mcpCall({ ...request, method: 'tools/call', params: { name: tool, arguments: args } })
}
