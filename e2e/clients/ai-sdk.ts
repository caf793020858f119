import { createMCPClient } from '@ai-sdk/mcp'
import type { ClientUnderTest } from './client-under-test.ts'

/** The AI SDK's client, which turns each tool into a function for a model. */
export const aiSdk: ClientUnderTest = {
  name: 'AI SDK',
  async connect(endpoint, token) {
    const headers = { Authorization: `Bearer ${token}` }
    const client = await createMCPClient({ transport: { type: 'http', url: endpoint, headers } })
    return {
      toolNames: async () => (await client.listTools()).tools.map((tool) => tool.name),
      call: async (tool, args) => JSON.stringify(await client.callTool({ name: tool, arguments: args })),
      close: () => client.close(),
    }
  },
}
