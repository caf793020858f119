import { createServer } from 'node:http'
import { type NodeIncomingMessageLike, toNodeHandler } from '@modelcontextprotocol/node'
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import { DESCRIPTION, describeOutput, listEvents, TOOL, toolResult } from '../list-events.ts'
import { settings } from '../server-settings.ts'
import { unowned } from '../unprotected-database.ts'

// An MCP server as the SDK's documentation shows it, without any security: schemas are made where the tool is registered,
// which is once per request. With `shared schemas` they are made once.

const makeSchemas = () => ({ inputSchema: z.strictObject({ ownerId: z.string() }), outputSchema: describeOutput() })
const shared = settings.layers.has('shared schemas') ? makeSchemas() : null

const handler = createMcpHandler(() => {
  const server = new McpServer({ name: 'bare', version: '1.0.0' })
  server.registerTool(TOOL, { description: DESCRIPTION, ...(shared ?? makeSchemas()) }, async ({ ownerId }) =>
    toolResult(await listEvents(unowned, ownerId)),
  )
  return server
})

const answer = toNodeHandler(handler)
createServer((request, response) => void answer(request as NodeIncomingMessageLike, response)).listen(
  settings.port,
  '127.0.0.1',
)
