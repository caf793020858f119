// fastmcp with a check of the token, stateless.
import { FastMCP } from 'fastmcp'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { callerInputSchema, DESCRIPTION, listEvents, outputSchema, TOOL, toolResult } from '../src/list-events.ts'
import { settings } from '../src/server-settings.ts'
import { unowned } from '../src/unprotected-database.ts'

const keys = createRemoteJWKSet(new URL(settings.jwksUrl))

const server = new FastMCP({
  name: 'fastmcp',
  version: '1.0.0',
  async authenticate(request) {
    const token = request.headers.authorization?.replace(/^Bearer /, '')
    if (!token) return { authenticated: false }
    const { payload } = await jwtVerify(token, keys, { issuer: settings.issuer, audience: settings.resource })
    return { authenticated: true, sub: payload.sub, scopes: payload.scope.split(' ') }
  },
})

server.addTool({
  name: TOOL,
  description: DESCRIPTION,
  parameters: callerInputSchema,
  outputSchema,
  canAccess: (session) => session.scopes.includes('calendar:read'),
  execute: async (_input, { session }) => toolResult(await listEvents(unowned, session.sub)),
})

await server.start({
  transportType: 'httpStream',
  httpStream: { port: settings.port, host: '127.0.0.1', endpoint: '/mcp', stateless: true },
})
