import { randomUUID } from 'node:crypto'
import type { Caller } from '@chaperone/mcp-auth'
import {
  createMcpHandler,
  type ListToolsResult,
  ProtocolError,
  ProtocolErrorCode,
  Server,
} from '@modelcontextprotocol/server'
import type { ServerIdentity } from './build-server.ts'
import { type GatewayAnswer, toolResultOf } from './gateway-answer.ts'
import type { McpHandler } from './mcp-endpoint.ts'
import { callIn, callOf } from './request-context.ts'

export type GatewayTool = ListToolsResult['tools'][number]

/** Passes calls on to tools of others. Which tools there are depends on who asks, so nothing is known of them here. */
export interface Gateway {
  identity: ServerIdentity
  /** For the model: what all these tools have in common. */
  instructions: string
  listTools(caller: Caller): Promise<GatewayTool[]>
  /** Checks name and arguments for itself: here they are what the client sent. */
  callTool(caller: Caller, call: { name: string; arguments: Record<string, unknown> }): Promise<GatewayAnswer>
  /** Told what the client may not know, with the reference that it got instead. */
  onError(error: unknown, reference: string): void
}

/**
 * Answers MCP for a gateway, for protocol 2026-07-28 and, stateless, for 2025-era clients. What the gateway throws is
 * hidden behind a reference: an exception would reach the model word for word.
 */
export function gatewayHandler(gateway: Gateway): McpHandler {
  return createMcpHandler(({ authInfo }) => {
    // Without a caller no server is built, whatever reached this line.
    callIn(authInfo)
    return buildGateway(gateway)
  })
}

function buildGateway(gateway: Gateway): Server {
  const { identity, instructions } = gateway
  const server = new Server(identity, { instructions, capabilities: { tools: {} } })
  server.setRequestHandler('tools/list', async (_request, context) =>
    callOf(context).hold(hiding(gateway, async () => ({ tools: await gateway.listTools(callOf(context).caller) }))),
  )
  server.setRequestHandler('tools/call', async ({ params }, context) => {
    const { caller, hold } = callOf(context)
    const call = { name: params.name, arguments: params.arguments ?? {} }
    return toolResultOf(await hold(hiding(gateway, () => gateway.callTool(caller, call))), context)
  })
  return server
}

async function hiding<T>(gateway: Gateway, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const reference = randomUUID()
    gateway.onError(error, reference)
    const message = `Something went wrong at the host. Its log has the reason under ${reference}.`
    throw new ProtocolError(ProtocolErrorCode.InternalError, message)
  }
}
