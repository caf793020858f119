import type { ApprovalCard, ToolCallResponse } from '@chaperone/contracts'
import type { SignedInPerson } from '../session/current-person'
import { sessionHostToken } from '../session/session-host-token'
import { mcpHost } from './mcp-host'
import { toolCallResponse } from './tool-call-response'

/** One call for a page, under the same nine steps as every other call. */
export async function callAs(
  person: SignedInPerson,
  call: { connection: string; tool: string; arguments: Record<string, unknown> },
): Promise<ToolCallResponse> {
  let approval: ApprovalCard | null = null
  const origin = { kind: 'session' as const, id: person.sessionId }
  const whose = { userId: person.id, name: person.name, origin, hostToken: sessionHostToken }
  const principal = { ...whose, via: 'session' as const, program: null }
  const outcome = await mcpHost().call(principal, call, (event) => {
    if (event.type === 'approval') approval = event.approval
  })
  return toolCallResponse(outcome, approval)
}
