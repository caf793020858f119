// mcp-handler with jose, as its documentation shows it.
import { serve } from '@hono/node-server'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { createMcpHandler, withMcpAuth } from 'mcp-handler'
import { z } from 'zod'
import { DESCRIPTION, describeOutput, listEvents, TOOL, toolResult } from '../src/list-events.ts'
import { settings } from '../src/server-settings.ts'
import { unowned } from '../src/unprotected-database.ts'

const keys = createRemoteJWKSet(new URL(settings.jwksUrl))

async function verifyToken(_request, token) {
  if (!token) return undefined
  const { payload } = await jwtVerify(token, keys, { issuer: settings.issuer, audience: settings.resource })
  const { sub, client_id: clientId, scope, exp } = payload
  return { token, clientId, scopes: scope.split(' '), expiresAt: exp, extra: { sub } }
}

const handler = createMcpHandler((server) => {
  server.registerTool(
    TOOL,
    { description: DESCRIPTION, inputSchema: z.strictObject({}), outputSchema: describeOutput() },
    async (_input, context) => toolResult(await listEvents(unowned, context.http.authInfo.extra.sub)),
  )
})

const fetch = withMcpAuth(handler, verifyToken, { required: true, requiredScopes: ['calendar:read'] })
serve({ fetch, port: settings.port, hostname: '127.0.0.1' })
