import {
  buildServer,
  callIn,
  type McpHandler,
  type ServeOptions,
  type ToolEnvironment,
} from '@chaperone/mcp-server-kit/testing'
import { type AuthInfo, createMcpHandler, isLegacyRequest, type McpServer } from '@modelcontextprotocol/server'
import { addContentTools } from './fixtures/content-tools.ts'
import { addInputTools } from './fixtures/input-tools.ts'
import { listChanges } from './fixtures/list-changes.ts'
import { addPrompts } from './fixtures/prompts.ts'
import { addResources } from './fixtures/resources.ts'
import { legacySessions } from './legacy-sessions.ts'

/**
 * The kit's own server, with the fixtures the kit has no form for added. Requests of 2026-07-28 are served one by one,
 * as in every server; the 2025 scenarios in which a server asks its client need a session.
 */
export function profileHandler(options: ServeOptions<null>, environment: ToolEnvironment<null>): McpHandler {
  function build(authInfo: AuthInfo | undefined): McpServer {
    const server = buildServer(options.identity, options, environment, callIn(authInfo).caller)
    server.server.registerCapabilities({ logging: {}, completions: {}, resources: { subscribe: true } })
    addContentTools(server)
    addInputTools(server, environment.states)
    addPrompts(server)
    addResources(server)
    return server
  }

  const modern = createMcpHandler(({ authInfo }) => build(authInfo), { legacy: 'reject', bus: listChanges })
  const legacy = legacySessions(build)
  return {
    async fetch(request, handed) {
      const isLegacy = await isLegacyRequest(request, handed?.parsedBody)
      return isLegacy ? legacy.fetch(request, handed) : modern.fetch(request, handed)
    },
    async close() {
      await Promise.all([modern.close(), legacy.close()])
    },
  }
}
