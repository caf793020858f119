import { MAX_RESULT_BYTES, TOOL_CALL_MILLISECONDS } from '@chaperone/contracts'
import {
  type CallToolResult,
  Client,
  type PriorDiscovery,
  StreamableHTTPClientTransport,
  type Tool,
  TRACEPARENT_META_KEY,
} from '@modelcontextprotocol/client'
import type { Connection } from './registry.ts'

/** What went over the wire in the last request, for the trace. Credentials are still in it: mask before showing. */
export interface Exchange {
  url: string
  requestHeaders: [string, string][]
  requestBody: string
  status: number
  statusText: string
  responseHeaders: [string, string][]
  responseBody: string
}

/** The server answered, but with a refusal or something that is not an answer. */
export class ServerRefusal extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.name = 'ServerRefusal'
    this.status = status
  }
}

export interface McpSession {
  listTools(): Promise<Tool[]>
  callTool(tool: Tool, args: Record<string, unknown>, traceparent: string): Promise<CallToolResult>
  /** The last request and its answer, or null when none got through. */
  lastExchange(): Exchange | null
  close(): Promise<void>
}

const discoveries = new Map<string, PriorDiscovery>()

/**
 * One MCP client for one credential and one piece of work; never shared between people. `principalKey` keeps even the
 * cached discovery of one person apart from another's. Redirects are not followed, answers are capped in size and time.
 */
export async function openMcpSession(
  connection: Pick<Connection, 'id' | 'address'>,
  authorization: string,
  principalKey: string,
): Promise<McpSession> {
  let last: Exchange | null = null
  const client = new Client({ name: 'chaperone-host', version: '0.1.0' }, { versionNegotiation: { mode: 'auto' } })
  const transport = new StreamableHTTPClientTransport(new URL(connection.address), {
    requestInit: { headers: { Authorization: authorization } },
    async fetch(url, init) {
      const outcome = await cappedFetch(url, init)
      last = outcome.exchange
      return outcome.response
    },
  })

  const discoveryKey = `${connection.id} ${principalKey}`
  const prior = discoveries.get(discoveryKey)
  await client.connect(transport, { timeout: TOOL_CALL_MILLISECONDS, ...(prior ? { prior } : {}) })
  const discover = client.getDiscoverResult()
  if (discover && !prior) remember(discoveryKey, { kind: 'modern', discover })

  return {
    async listTools() {
      const { tools } = await client.listTools(undefined, { timeout: TOOL_CALL_MILLISECONDS })
      return tools
    },
    async callTool(tool, args, traceparent) {
      const { outputSchema: _checkedByTheHost, ...toolDefinition } = tool
      return client.callTool(
        { name: tool.name, arguments: args, _meta: { [TRACEPARENT_META_KEY]: traceparent } },
        { timeout: TOOL_CALL_MILLISECONDS, toolDefinition },
      )
    },
    lastExchange: () => last,
    close: () => client.close(),
  }
}

const MAX_DISCOVERIES = 10_000

function remember(key: string, discovery: PriorDiscovery): void {
  discoveries.set(key, discovery)
  const [oldest] = discoveries.keys()
  if (discoveries.size > MAX_DISCOVERIES && oldest !== undefined) discoveries.delete(oldest)
}

async function cappedFetch(url: string | URL, init: RequestInit | undefined) {
  const timeout = AbortSignal.timeout(TOOL_CALL_MILLISECONDS)
  const response = await fetch(url, {
    ...init,
    // A server that redirects could have the credential sent elsewhere.
    redirect: 'manual',
    signal: init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout,
  })
  const body = await readCapped(response)
  const exchange: Exchange = {
    url: String(url),
    requestHeaders: [...new Headers(init?.headers).entries()],
    requestBody: typeof init?.body === 'string' ? init.body : '',
    status: response.status,
    statusText: response.statusText,
    responseHeaders: [...response.headers.entries()],
    responseBody: body,
  }
  if (response.status >= 300 && response.status < 400) {
    throw new ServerRefusal(response.status, 'The server tried to redirect the call elsewhere.')
  }
  const isEmpty = response.status === 202 || response.status === 204
  const { status, statusText, headers } = response
  return { exchange, response: new Response(isEmpty ? null : body, { status, statusText, headers }) }
}

async function readCapped(response: Response): Promise<string> {
  if (!response.body) return ''
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const chunk of response.body) {
    bytes += chunk.length
    if (bytes > MAX_RESULT_BYTES)
      throw new ServerRefusal(response.status, 'The answer is larger than the host accepts.')
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}
