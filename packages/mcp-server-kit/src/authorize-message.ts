import type { Caller, Guard } from '@chaperone/mcp-auth'
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
 * Lets a message through only when the caller's credential carries the scope of the tool, resource or prompt that it
 * names. Decided on the body, never on the `Mcp-Name` header: only 2026-07-28 requests must keep the two equal. What
 * names nothing is answered by the server that is built for this caller, which knows only what the caller may use.
 *
 * @throws Refusal 403 `insufficient_scope`
 */
export function authorizeMessage<Db>(
  guard: Guard,
  offers: Offers<Db>,
  caller: Caller,
  message: Record<string, unknown>,
): void {
  const named = namedIn(offers, message)
  if (named) guard.authorizeCall(caller, named.scope)
}

function namedIn<Db>({ tools, resources = [], prompts = [] }: Offers<Db>, { method, params }: Record<string, unknown>) {
  const { name, uri } = (params ?? {}) as { name?: unknown; uri?: unknown }
  if (method === 'tools/call') return tools.find((tool) => tool.name === name)
  if (method === 'prompts/get') return prompts.find((prompt) => prompt.name === name)
  if (method === 'resources/read') return matchResource(resources, uri)
  return null
}
