import { MAX_RESULT_BYTES, MAX_TOOLS_OF_CONNECTION, TOOL_CALL_MILLISECONDS } from '@chaperone/contracts'
import {
  type CallToolResult,
  Client,
  type DiscoverResult,
  StreamableHTTPClientTransport,
  type Tool,
  TRACEPARENT_META_KEY,
} from '@modelcontextprotocol/client'
import { LRUCache } from 'lru-cache'
import { authorizedFetch } from './authorized-fetch.ts'
import type { HostCredential } from './broker.ts'
import type { Exchange, SessionBudget } from './capped-fetch.ts'
import type { Connection } from './registry.ts'

/** Handshake and all: one call may still take the whole of its own time. */
const SESSION_MILLISECONDS = TOOL_CALL_MILLISECONDS + 5_000
/** The request's own clock runs out first: it knows whether the server may have done something. */
const SDK_LEEWAY_MILLISECONDS = 1_000
/** For a handshake with an older server, and the list, each asked again with a nonce. */
const MAX_REQUESTS = 16
/** A list of so many tools fits into one page of any honest server. */
const MAX_PAGES = 4
/** @see MCP 2025-11-25, Streamable HTTP: a server may close the stream, and the client polls for the answer. */
const MAX_HANG_UPS = 1

export interface McpSession {
  listTools(): Promise<Tool[]>
  callTool(tool: Tool, args: Record<string, unknown>, traceparent: string): Promise<CallToolResult>
  /** The last request and its answer, or null when none got through. */
  lastExchange(): Exchange | null
  close(): Promise<void>
}

/** What servers said of themselves, as JSON. Who says more than any honest server is asked in each session. */
const discoveries = new LRUCache<string, string>({
  max: 10_000,
  maxSize: 16 * 1024 * 1024,
  maxEntrySize: 8 * 1024,
  // In memory a letter takes two bytes as soon as one of them needs two.
  sizeCalculation: (json) => 2 * json.length,
})

/**
 * One MCP client for one credential and one piece of work; never shared between people. `principalKey` keeps even the
 * cached discovery of one person apart from another's. Redirects are not followed; requests and answers are capped in
 * number, size and time, each and together.
 */
export async function openMcpSession(
  connection: Pick<Connection, 'id' | 'address' | 'resource' | 'fetch'>,
  credential: HostCredential,
  principalKey: string,
  milliseconds = SESSION_MILLISECONDS,
): Promise<McpSession> {
  let last: Exchange | null = null
  let hangUps = 0
  const budget: SessionBudget = {
    deadline: AbortSignal.timeout(milliseconds),
    requestsLeft: MAX_REQUESTS,
    bytesLeft: 2 * MAX_RESULT_BYTES,
  }
  const endsAt = Date.now() + milliseconds + SDK_LEEWAY_MILLISECONDS
  const inTime = () => ({ timeout: Math.max(1, endsAt - Date.now()) })
  const client = new Client(
    { name: 'chaperone-host', version: '0.1.0' },
    { versionNegotiation: { mode: 'auto' }, listMaxPages: MAX_PAGES },
  )
  const transport = new StreamableHTTPClientTransport(new URL(connection.address), {
    // An older server may hang up before it answered, and say how soon the host comes back; it would say so for ever.
    reconnectionScheduler(comeBack, milliseconds) {
      hangUps += 1
      if (hangUps > MAX_HANG_UPS) return void client.close()
      const timer = setTimeout(comeBack, milliseconds)
      return () => clearTimeout(timer)
    },
    async fetch(url, init) {
      const isGet = init?.method === 'GET'
      // What an older server has to say by itself is no part of the call: it is not asked for.
      if (isGet && !new Headers(init.headers).has('last-event-id')) return new Response(null, { status: 405 })
      const outcome = await authorizedFetch({ connection, credential, url, init, budget })
      if (!isGet) last = outcome.exchange
      return outcome.response
    },
  })

  const discoveryKey = `${connection.id} ${principalKey}`
  const known = discoveries.get(discoveryKey)
  const prior = known && { kind: 'modern' as const, discover: JSON.parse(known) as DiscoverResult }
  await client.connect(transport, { ...inTime(), ...(prior && { prior }) })
  const discover = client.getDiscoverResult()
  if (discover && !prior) discoveries.set(discoveryKey, JSON.stringify(discover))

  return {
    async listTools() {
      const { tools } = await client.listTools(undefined, inTime())
      if (tools.length > MAX_TOOLS_OF_CONNECTION) throw new Error(`${connection.id} lists ${tools.length} tools`)
      // Whatever else a name holds could only be meant for a terminal or a log.
      return tools.filter(({ name }) => /^[\w./-]{1,128}$/.test(name))
    },
    async callTool(tool, args, traceparent) {
      const { outputSchema: _checkedByTheHost, ...toolDefinition } = tool
      return client.callTool(
        { name: tool.name, arguments: args, _meta: { [TRACEPARENT_META_KEY]: traceparent } },
        { ...inTime(), toolDefinition },
      )
    },
    lastExchange: () => last,
    close: () => client.close(),
  }
}
