import type { Guard } from '@chaperone/mcp-auth'
import { createMcpEndpoint, gatewayHandler, type McpEndpoint, recordRefusals } from '@chaperone/mcp-server-kit'
import { auditLog } from '../database'
import { mcpHost } from '../host/mcp-host'
import { once } from '../once'
import { gatewayAnswer } from './gateway-answer'
import { createHostGuard } from './host-guard'
import { offeredTool } from './offered-tool'
import { principalOf } from './principal-of'
import { toolNamed } from './tool-name'

export interface HostMcp {
  guard: Guard
  endpoint: McpEndpoint
}

const INSTRUCTIONS =
  'Tools of several servers, as the person may use them, each named by its connection: <connection>__<tool>. ' +
  'A call that changes something is not made at once: its answer is the address of a page, on which the person ' +
  'decides. Show them that address, and repeat the call with the same arguments afterwards to learn what came of it.'

/**
 * The host as an MCP server: every tool of every connection the person may use, at one address. Each call goes through
 * the host's nine steps, as one of a planner or a page does.
 */
export const hostMcp = once('host-mcp', (): HostMcp => {
  const guard = createHostGuard()
  const refusals = recordRefusals({
    record: (entry) => auditLog().record(entry),
    // Changes are recorded by the servers that make them.
    recordIn: () => Promise.reject(new Error('the endpoint itself changes nothing')),
    flush: () => auditLog().flush(),
  })
  const endpoint = createMcpEndpoint({
    guard,
    refusals,
    offerNamedIn: scopeNeeded,
    handler: gatewayHandler({
      identity: { name: 'chaperone-host', title: 'Chaperone', version: '0.1.0' },
      instructions: INSTRUCTIONS,
      async listTools(caller) {
        return (await mcpHost().tools(await principalOf(caller))).map(offeredTool)
      },
      async callTool(caller, { name, arguments: args }) {
        const principal = await principalOf(caller)
        const outcome = await mcpHost().call(principal, { ...toolNamed(name), arguments: args }, () => {})
        return gatewayAnswer(outcome, principal.name)
      },
      onError: (error, reference) => console.error('an MCP request to the host failed', { reference, error }),
    }),
  })
  return { guard, endpoint }
})

/** By the body alone, as at every server. Which tool it is, and whether there is one, the host decides in its steps. */
function scopeNeeded({ method }: Record<string, unknown>): { name: string; scope: string } | null {
  if (method === 'tools/list') return { name: 'tools/list', scope: 'host:read' }
  if (method === 'tools/call') return { name: 'tools/call', scope: 'host:call' }
  return null
}
