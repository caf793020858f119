import { randomUUID } from 'node:crypto'
import { callIn, type McpHandler } from '@chaperone/mcp-server-kit/testing'
import { type AuthInfo, type McpServer, WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/server'

interface Session {
  ownerId: string
  transport: WebStandardStreamableHTTPServerTransport
}

/**
 * Serves 2025-era clients with sessions, so that a server can ask its client while a call is open. Every request still
 * carries a token of its own, and a session answers only the owner who began it.
 *
 * @see MCP 2025-11-25 basic/transports, Session Management
 */
export function legacySessions(build: (authInfo: AuthInfo | undefined) => McpServer): McpHandler {
  const sessions = new Map<string, Session>()

  async function open(authInfo: AuthInfo | undefined): Promise<WebStandardStreamableHTTPServerTransport> {
    const { ownerId } = callIn(authInfo).caller
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => void sessions.set(id, { ownerId, transport }),
    })
    await build(authInfo).connect(transport)
    return transport
  }

  return {
    async fetch(request, handed) {
      const id = request.headers.get('mcp-session-id')
      if (!id) return (await open(handed?.authInfo)).handleRequest(request, handed)
      const session = sessions.get(id)
      if (session?.ownerId !== callIn(handed?.authInfo).caller.ownerId) return new Response(null, { status: 404 })
      return session.transport.handleRequest(request, handed)
    },
    async close() {
      await Promise.all([...sessions.values()].map(({ transport }) => transport.close()))
    },
  }
}
