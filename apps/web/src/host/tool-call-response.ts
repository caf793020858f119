import type { ApprovalCard, ToolCallResponse } from '@chaperone/contracts'
import type { ToolCallOutcome } from '@chaperone/mcp-host'
import { env } from '../env'

/** What a client is told of one call. `approval` is the question that was asked, when the call is held. */
export function toolCallResponse(outcome: ToolCallOutcome, approval: ApprovalCard | null): ToolCallResponse {
  const hop = outcome.hopRecord
  if (outcome.status === 'done') return { status: 'done', result: outcome.result, hop }
  if (outcome.status === 'held' && approval) {
    return { status: 'needs_approval', approval, approveUrl: `${env().WEB_ORIGIN}/approvals/${approval.id}`, hop }
  }
  const message = outcome.status === 'refused' ? outcome.message : 'The call is held.'
  return { status: 'refused', error: 'refused', message, hop }
}
