import { createServer } from 'node:http'
import { type NodeIncomingMessageLike, toNodeHandler } from '@modelcontextprotocol/node'
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server'
import { DESCRIPTION, listEvents, outputSchema, ownerInputSchema, TOOL, toolResult } from '../list-events.ts'
import { settings } from '../server-settings.ts'
import { unowned } from '../unprotected-database.ts'

// An MCP server as the SDK's documentation shows it, without any security.

const handler = createMcpHandler(() => {
  const server = new McpServer({ name: 'bare', version: '1.0.0' })
  server.registerTool(
    TOOL,
    { description: DESCRIPTION, inputSchema: ownerInputSchema, outputSchema },
    async ({ ownerId }) => toolResult(await listEvents(unowned, ownerId)),
  )
  return server
})

const answer = toNodeHandler(handler)
createServer((request, response) => void answer(request as NodeIncomingMessageLike, response)).listen(
  settings.port,
  '127.0.0.1',
)
