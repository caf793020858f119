import type { ConnectionSummary, ToolSummary } from '@chaperone/contracts'
import { jsonSchema, type ToolSet, tool } from 'ai'

export interface OfferedTool {
  connection: ConnectionSummary
  tool: ToolSummary
}

/** What every provider accepts as the name of a tool. */
const MAX_NAME = 64
const NOT_IN_A_NAME = /[^a-zA-Z0-9_-]/g

/**
 * The tools of the catalogue under the names that the model calls them by: `<connection>__<tool>`. One whose definition
 * changed since it was pinned is left out, because its text alone can mislead a model.
 *
 * @see OWASP MCP Top 10 (2025) MCP03
 */
export function offeredTools(catalogue: readonly ConnectionSummary[]): Map<string, OfferedTool> {
  const offered = new Map<string, OfferedTool>()
  for (const connection of catalogue) {
    for (const one of connection.tools.filter(({ isPinned }) => isPinned)) {
      const name = `${connection.id}__${one.name}`.replace(NOT_IN_A_NAME, '_').slice(0, MAX_NAME)
      // Two that cannot be told apart by a name of this length: the second cannot be called, rather than either.
      if (!offered.has(name)) offered.set(name, { connection, tool: one })
    }
  }
  return offered
}

/** The same as the SDK takes it. None can be executed by it: the planner proposes each call to the host. */
export function toolSetOf(offered: ReadonlyMap<string, OfferedTool>): ToolSet {
  const tools: ToolSet = {}
  for (const [name, { connection, tool: summary }] of offered) {
    const { description, inputSchema, effect } = summary
    const note = effect === 'read' ? '' : ' Changes something: the person is asked.'
    tools[name] = tool({
      description: `${connection.title}: ${description}${note}`,
      inputSchema: jsonSchema<Record<string, unknown>>(inputSchema as Parameters<typeof jsonSchema>[0]),
    })
  }
  return tools
}
