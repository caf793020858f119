import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { ClientUnderTest } from './client-under-test.ts'

/** The official client of the 2025 era. */
export const sdkV1: ClientUnderTest = {
  name: 'SDK v1',
  async connect(endpoint, token) {
    const client = new Client({ name: 'journey', version: '1.0.0' })
    const requestInit = { headers: { Authorization: `Bearer ${token}` } }
    const transport = new StreamableHTTPClientTransport(new URL(endpoint), { requestInit })
    // The package's own types disagree under exactOptionalPropertyTypes.
    await client.connect(transport as Parameters<typeof client.connect>[0])
    return {
      toolNames: async () => (await client.listTools()).tools.map((tool) => tool.name),
      call: async (tool, args) => JSON.stringify(await client.callTool({ name: tool, arguments: args })),
      close: () => client.close(),
    }
  },
}
