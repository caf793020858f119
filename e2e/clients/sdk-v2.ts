import { Client, type ClientOptions, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import type { ClientUnderTest } from './client-under-test.ts'

type Negotiation = NonNullable<ClientOptions['versionNegotiation']>

/** The official client, which finds the protocol out, insists on one, or speaks that of 2025. */
function sdkV2(name: string, versionNegotiation: Negotiation): ClientUnderTest {
  return {
    name: `SDK v2 (${name})`,
    async connect(endpoint, token) {
      const client = new Client({ name: 'journey', version: '1.0.0' }, { versionNegotiation })
      const requestInit = { headers: { Authorization: `Bearer ${token}` } }
      await client.connect(new StreamableHTTPClientTransport(new URL(endpoint), { requestInit }))
      return {
        toolNames: async () => (await client.listTools()).tools.map((tool) => tool.name),
        call: async (tool, args) => JSON.stringify(await client.callTool({ name: tool, arguments: args })),
        close: () => client.close(),
      }
    },
  }
}

export const sdkV2Clients = [
  sdkV2('auto', { mode: 'auto' }),
  sdkV2('pinned', { mode: { pin: '2026-07-28' } }),
  sdkV2('legacy', { mode: 'legacy' }),
]
