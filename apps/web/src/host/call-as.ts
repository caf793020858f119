import type { ApprovalCard, ToolCallResponse } from '@chaperone/contracts'
import type { Principal } from '@chaperone/mcp-host'
import type { SignedInPerson } from '../session/current-person'
import { sessionHostToken } from '../session/session-host-token'
import { mcpHost } from './mcp-host'
import { toolCallResponse } from './tool-call-response'

/** The person, with a browser in front of them. */
export function inSession({ id: userId, name, sessionId }: SignedInPerson): Principal {
  const origin = { kind: 'session', id: sessionId } as const
  return { userId, name, via: 'session', program: null, origin, hostToken: sessionHostToken }
}

/** One call for a page, under the same nine steps as every other call. */
export async function callAs(
  person: SignedInPerson,
  call: { connection: string; tool: string; arguments: Record<string, unknown> },
): Promise<ToolCallResponse> {
  let approval: ApprovalCard | null = null
  const outcome = await mcpHost().call(inSession(person), call, (event) => {
    if (event.type === 'approval') approval = event.approval
  })
  return toolCallResponse(outcome, approval)
}
