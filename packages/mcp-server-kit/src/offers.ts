import type { AnyPrompt } from './define-prompt.ts'
import { type AnyResource, matchResource } from './define-resource.ts'
import type { AnyTool } from './define-tool.ts'

/** Everything a server offers. What is not in here does not exist. */
export interface Offers<Db> {
  tools: readonly AnyTool<Db>[]
  resources?: readonly AnyResource<Db>[]
  prompts?: readonly AnyPrompt<Db>[]
}

/**
 * The tool, resource or prompt that a message names, whose scope the caller needs. By the body, never by the `Mcp-Name`
 * header: only 2026-07-28 requests must keep the two equal. What names nothing is answered by the server that is built
 * for this caller, which knows only what the caller may use.
 */
export function offerNamedIn<Db>(
  { tools, resources = [], prompts = [] }: Offers<Db>,
  { method, params }: Record<string, unknown>,
): { name: string; scope: string } | null | undefined {
  const { name, uri } = (params ?? {}) as { name?: unknown; uri?: unknown }
  if (method === 'tools/call') return tools.find((tool) => tool.name === name)
  if (method === 'prompts/get') return prompts.find((prompt) => prompt.name === name)
  if (method === 'resources/read') return matchResource(resources, uri)
  return undefined
}
