import { SCOPE_META_KEY } from '@chaperone/contracts'
import type { OfferedTool } from '@chaperone/mcp-host'
import type { GatewayTool } from '@chaperone/mcp-server-kit'
import { offeredName } from './tool-name'

/**
 * A pinned tool as the host offers it: the server's words and schemas, under the host's name. The hints say what the
 * host will do with a call, not what the server says of itself. Everything else of a definition stays behind.
 */
export function offeredTool({ connection, definition, effect }: OfferedTool): GatewayTool {
  const { name, title, description, inputSchema, outputSchema } = definition
  return {
    name: offeredName({ connection: connection.id, tool: name }),
    title: `${connection.title}: ${title ?? name}`,
    ...(description === undefined ? {} : { description }),
    inputSchema,
    ...(outputSchema === undefined ? {} : { outputSchema }),
    annotations: {
      readOnlyHint: effect === 'read',
      destructiveHint: effect === 'destroy',
      openWorldHint: connection.trust === 'third_party',
    },
    _meta: { [SCOPE_META_KEY]: 'host:call' },
  }
}
