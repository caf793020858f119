import type { Exchange } from './http/exchange.ts'
import { type ToolRequest, toolCall } from './mcp-call.ts'
import { patiently } from './patiently.ts'
import type { DemoUser, Scene } from './scene.ts'
import { audienceOf } from './target.ts'

export interface HostMcpCall extends Partial<ToolRequest> {
  /** Whose genuine token is sent, unless the call has a credential. Carol, whose budget at the host few tests use. */
  as?: DemoUser
}

/** One tool call to the host as an MCP server; a plain read unless told otherwise. */
export async function hostMcpCall(scene: Scene, { as = 'carol', ...change }: HostMcpCall = {}): Promise<Exchange> {
  const credential = await scene.token(as, 'host-mcp')
  const read = { url: audienceOf(scene.target, 'host-mcp'), tool: 'weather__weather_list_places', arguments: {} }
  return patiently(() => toolCall({ ...read, credential, ...change }))
}

/** The question that a held call was answered with. @throws Error when it was not held */
export function approvalIdOf({ status, body, json }: Exchange): string {
  const { result } = (json ?? {}) as { result?: { content?: { text?: string }[] } }
  const told = JSON.parse(result?.content?.[0]?.text ?? '{}') as { approvalId?: string }
  if (told.approvalId) return told.approvalId
  throw new Error(`The host did not ask for approval (HTTP ${status}: ${body.slice(0, 200)})`)
}
