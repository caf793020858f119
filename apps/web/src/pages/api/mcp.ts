import { MCP_PATH } from '@chaperone/contracts'
import { sendError, sendJson } from '@chaperone/mcp-server-kit'
import type { NextApiRequest, NextApiResponse } from 'next'
import { hostMcp } from '../../host-mcp/host-mcp'
import { rememberToken } from '../../host-mcp/presented-token'

/** The endpoint reads bodies itself, after it knows who is calling. */
export const config = { api: { bodyParser: false, externalResolver: true } }

/**
 * Mounts the host as an MCP server at `/mcp`, and beside it the document that leads its clients to the authorization
 * server. `request.url` is what the client asked for: the route's own address serves nothing.
 *
 * @see RFC 9728 §3.1
 */
export default async function handler(request: NextApiRequest, response: NextApiResponse): Promise<void> {
  const { guard } = hostMcp()
  try {
    await answer(request, response)
  } catch (error) {
    sendError(error, response, { guard, onError: (cause) => console.error('an MCP request to the host failed', cause) })
  }
}

async function answer(request: NextApiRequest, response: NextApiResponse): Promise<void> {
  const { guard, endpoint } = hostMcp()
  const [path] = (request.url ?? '/').split('?', 1)
  if (path === MCP_PATH) return rememberToken(request, () => endpoint.answer(request, response))
  endpoint.checkTransport(request)
  if (path === new URL(guard.resourceMetadataUrl).pathname) return sendJson(response, 200, guard.metadata)
  return sendJson(response, 404, { error: 'not_found', error_description: `The MCP endpoint is ${guard.resource}.` })
}
