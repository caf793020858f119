import { MAX_TOOLS_OF_CONNECTION, TOOL_CALL_MILLISECONDS } from '@chaperone/contracts'
import {
  type CallToolResult,
  Client,
  type PriorDiscovery,
  StreamableHTTPClientTransport,
  type Tool,
  TRACEPARENT_META_KEY,
} from '@modelcontextprotocol/client'
import { authorizedFetch } from './authorized-fetch.ts'
import type { HostCredential } from './broker.ts'
import type { Exchange } from './capped-fetch.ts'
import type { Connection } from './registry.ts'

/** The request's own clock runs out first: it knows whether the server may have done something. */
const SDK_MILLISECONDS = TOOL_CALL_MILLISECONDS + 5_000

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
  connection: Pick<Connection, 'id' | 'address' | 'resource' | 'fetch'>,
  credential: HostCredential,
  principalKey: string,
): Promise<McpSession> {
  let last: Exchange | null = null
  const client = new Client({ name: 'chaperone-host', version: '0.1.0' }, { versionNegotiation: { mode: 'auto' } })
  const transport = new StreamableHTTPClientTransport(new URL(connection.address), {
    async fetch(url, init) {
      const outcome = await authorizedFetch({ connection, credential, url, init })
      // An older server may also be asked whether it has something to say by itself: that is no part of the call.
      if (init?.method !== 'GET') last = outcome.exchange
      return outcome.response
    },
  })

  const discoveryKey = `${connection.id} ${principalKey}`
  const prior = discoveries.get(discoveryKey)
  await client.connect(transport, { timeout: SDK_MILLISECONDS, ...(prior ? { prior } : {}) })
  const discover = client.getDiscoverResult()
  if (discover && !prior) remember(discoveryKey, { kind: 'modern', discover })

  return {
    async listTools() {
      const { tools } = await client.listTools(undefined, { timeout: SDK_MILLISECONDS })
      if (tools.length > MAX_TOOLS_OF_CONNECTION) throw new Error(`${connection.id} lists ${tools.length} tools`)
      // Whatever else a name holds could only be meant for a terminal or a log.
      return tools.filter(({ name }) => /^[\w./-]{1,128}$/.test(name))
    },
    async callTool(tool, args, traceparent) {
      const { outputSchema: _checkedByTheHost, ...toolDefinition } = tool
      return client.callTool(
        { name: tool.name, arguments: args, _meta: { [TRACEPARENT_META_KEY]: traceparent } },
        { timeout: SDK_MILLISECONDS, toolDefinition },
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
