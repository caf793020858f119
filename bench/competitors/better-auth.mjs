// The guard of better-auth for a resource server that is not the authorization server, around the SDK's handler.
import { createMcpProtectedRequestHandler } from '@better-auth/mcp'
import { serve } from '@hono/node-server'
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import { DESCRIPTION, describeOutput, listEvents, TOOL, toolResult } from '../src/list-events.ts'
import { settings } from '../src/server-settings.ts'
import { unowned } from '../src/unprotected-database.ts'

const handler = createMcpHandler(({ authInfo }) => {
  const server = new McpServer({ name: 'better-auth', version: '1.0.0' })
  server.registerTool(
    TOOL,
    { description: DESCRIPTION, inputSchema: z.strictObject({}), outputSchema: describeOutput() },
    async () => toolResult(await listEvents(unowned, authInfo.extra.sub)),
  )
  return server
})

const fetch = createMcpProtectedRequestHandler(
  {
    issuer: settings.issuer,
    audience: settings.resource,
    jwksUrl: settings.jwksUrl,
    requiredScopes: ['calendar:read'],
  },
  (request, { sub, client_id: clientId, scope }) =>
    handler.fetch(request, { authInfo: { token: '', clientId, scopes: scope.split(' '), extra: { sub } } }),
)
serve({ fetch, port: settings.port, hostname: '127.0.0.1' })
