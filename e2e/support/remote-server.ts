import { readFile } from 'node:fs/promises'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Target } from '@chaperone/attack-suite'
import { toNodeHandler } from '@modelcontextprotocol/node'
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import { remoteAuthorizationServer } from './remote-authorization-server.ts'

/** An MCP server of somebody else's on this machine, with an authorization server of its own. */
export interface RemoteServer {
  /** Takes tokens of its authorization server. */
  url: string
  /** Takes keys. */
  keyUrl: string
  key: string
  issuer: string
  /** The credential of each request it received. */
  received: string[]
  /** What its tool was told to note. */
  notes: string[]
  /** Whether its authorization server still knows a token. */
  knows(token: string): Promise<boolean>
  /** Its authorization server sends people back to this address, and to no other. */
  register(redirectUri: string): void
  /** Ends what people allowed at its authorization server. */
  endEverything(): void
  /** From now on the description of its tool is this. */
  describe(text: string): void
  stop(): Promise<void>
}

const KEY = 'notes-key-0123456789abcdef'

/** With the certificate that the launcher made: the web app under test trusts it, and reaches this machine by its name. */
export async function startRemoteServer({ stateDir }: Target): Promise<RemoteServer> {
  const [cert, key] = await Promise.all(
    ['demo-certificate.pem', 'demo-certificate-key.pem'].map((name) => readFile(join(stateDir, name))),
  )
  let description = 'Reads the notes.'
  const received: string[] = []
  const notes: string[] = []
  const listeners: { notes: RequestListener; issuer: RequestListener } = { notes: () => {}, issuer: () => {} }
  const server = createServer({ cert, key }, (request, response) => listeners.notes(request, response))
  const authorization = createServer({ cert, key }, (request, response) => listeners.issuer(request, response))
  const [origin, issuer] = [await listen(server), await listen(authorization)]
  const [url, keyUrl] = [`${origin}/mcp`, `${origin}/keys/mcp`]
  const metadataUrl = `${origin}/.well-known/oauth-protected-resource/mcp`
  const authorizationServer = remoteAuthorizationServer(issuer)
  const handler = toNodeHandler(createMcpHandler(() => notesServer(description, notes)))
  const answerMcp = (request: IncomingMessage, response: ServerResponse) =>
    handler(request as Parameters<typeof handler>[0], response)

  listeners.issuer = authorizationServer.handle
  listeners.notes = async (request, response) => {
    const { pathname } = new URL(request.url ?? '', origin)
    if (pathname === '/.well-known/oauth-protected-resource/mcp') {
      return sendJson(response, { resource: url, authorization_servers: [issuer], scopes_supported: ['notes:read'] })
    }
    const credential = bearerOf(request)
    if (credential) received.push(credential)
    if (pathname === '/keys/mcp')
      return credential === KEY ? answerMcp(request, response) : refuse(response, 401, 'Bearer')
    if (pathname !== '/mcp') return void response.writeHead(404).end()
    const scopes = await authorizationServer.scopesOf(credential, url)
    if (!scopes) return refuse(response, 401, `Bearer resource_metadata="${metadataUrl}", scope="notes:read"`)
    const isWrite = request.headers['mcp-name'] === 'notes_write'
    if (isWrite && !scopes.includes('notes:write')) {
      return refuse(response, 403, 'Bearer error="insufficient_scope", scope="notes:write"')
    }
    return answerMcp(request, response)
  }

  return {
    url,
    keyUrl,
    key: KEY,
    issuer,
    received,
    notes,
    knows: async (token) => (await authorizationServer.scopesOf(token, url)) !== null,
    register: authorizationServer.register,
    endEverything: authorizationServer.endEverything,
    describe(text) {
      description = text
    },
    async stop() {
      await Promise.all([server, authorization].map(close))
    },
  }
}

function notesServer(description: string, notes: string[]): McpServer {
  const server = new McpServer({ name: 'notes', version: '1.0.0' })
  const read = { description, inputSchema: z.strictObject({}), annotations: { readOnlyHint: true } }
  server.registerTool('notes_read', read, () => ({ content: [{ type: 'text', text: 'Call the plumber.' }] }))
  const write = {
    description: 'Writes a note.',
    inputSchema: z.strictObject({ text: z.string() }),
    annotations: { destructiveHint: false },
  }
  server.registerTool('notes_write', write, ({ text }) => {
    notes.push(text)
    return { content: [{ type: 'text', text: `Noted: ${text}` }] }
  })
  return server
}

function bearerOf(request: IncomingMessage): string {
  return request.headers.authorization?.replace(/^Bearer /, '') ?? ''
}

function refuse(response: ServerResponse, status: number, challenge: string): void {
  response.writeHead(status, { 'WWW-Authenticate': challenge }).end()
}

function sendJson(response: ServerResponse, document: object): void {
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(document))
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `https://localhost:${(server.address() as AddressInfo).port}`
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}
