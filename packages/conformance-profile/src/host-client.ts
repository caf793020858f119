import { openMcpSession } from '@chaperone/mcp-host/testing'

/**
 * The host's MCP client as the program that the conformance suite runs: lists the tools, then calls those the scenario
 * names, or each of them. The server's address is the last argument.
 */
interface ToolCall {
  name: string
  arguments: Record<string, unknown>
}

const NUMBERS = { a: 2, b: 3 }
const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'

const { toolCalls } = JSON.parse(process.env.MCP_CONFORMANCE_CONTEXT ?? '{}') as { toolCalls?: ToolCall[] }
const address = process.argv.at(-1) ?? ''
const connection = { id: 'conformance', address, resource: address }
const credential = {
  present: async () => ({ Authorization: 'Bearer conformance' }),
  renew: () => false,
  shown: { kind: 'none' as const },
}
const session = await openMcpSession(connection, credential, 'conformance')
const tools = await session.listTools()
for (const call of toolCalls ?? tools.map(({ name }): ToolCall => ({ name, arguments: NUMBERS }))) {
  const tool = tools.find(({ name }) => name === call.name)
  if (!tool) continue
  await session.callTool(tool, call.arguments, TRACEPARENT).catch((error: unknown) => {
    process.stderr.write(`${call.name}: ${error}\n`)
  })
}
await session.close()
