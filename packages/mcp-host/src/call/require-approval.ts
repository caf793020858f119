import { APPROVAL_SECONDS, type ApprovalCard, type ApprovalSubject, newId } from '@chaperone/contracts'
import type { CataloguedTool } from '../catalogue.ts'
import type { Connection } from '../registry.ts'
import type { ApprovalStore, StoredApproval } from '../storage.ts'
import type { Turn } from '../turn.ts'
import { callDigest } from './digest.ts'
import { CallHeld, CallRefused } from './refused.ts'

interface ProposedCall {
  turn: Turn
  hop: number
  connection: Connection
  tool: CataloguedTool
  arguments: Record<string, unknown>
  /** Puts the ids among the arguments into words, when the person has to be asked. */
  readSubjects(): Promise<ApprovalSubject[]>
  /** A decision of the person that was just taken out of the store; it cannot be taken out twice. */
  decided: Decided | null
}

export interface Decided {
  approval: StoredApproval
  decision: 'approve' | 'deny'
}

/**
 * What the person denied is not called, whatever it is by now. Reads pass. A change passes only with an approval of exactly this person, connection, tool and arguments; without
 * one the question is stored and the call ends here.
 *
 * @throws CallHeld with the id of the new question
 * @throws CallRefused `denied`, `too_many_questions`, or `approval_mismatch` when anything differs from what was approved
 * @see MCP 2026-07-28 server/tools, Security Considerations: "prompt for user confirmation on sensitive operations"
 */
export async function requireApproval(approvals: ApprovalStore, call: ProposedCall): Promise<string> {
  if (call.decided?.decision === 'deny') throw new CallRefused('denied', 'You denied this call. Nothing was changed.')
  if (call.tool.effect === 'read') return 'Reads need no approval'

  const { turn, connection, tool } = call
  const name = tool.definition.name
  const digest = callDigest({
    userId: turn.principal.userId,
    connection: connection.id,
    tool: name,
    arguments: call.arguments,
  })
  if (call.decided) {
    const { approval } = call.decided
    if (approval.digest === digest && approval.ownerId === turn.principal.userId) {
      return `Approved once by ${turn.principal.name}`
    }
    throw new CallRefused('approval_mismatch', 'The approval was given for a different call.')
  }

  const approval: StoredApproval = {
    id: newId('approval'),
    ownerId: turn.principal.userId,
    turnId: turn.id,
    hop: call.hop,
    connection: connection.id,
    tool: name,
    title: tool.definition.title ?? name,
    arguments: call.arguments,
    subjects: await call.readSubjects(),
    digest,
    expiresAt: new Date(Date.now() + APPROVAL_SECONDS * 1_000),
  }
  if (!(await approvals.create(approval))) {
    throw new CallRefused('too_many_questions', 'Too many changes wait for your approval. Decide some of them first.')
  }
  turn.emit({ type: 'approval', approval: cardOf(approval) })
  throw new CallHeld(approval.id)
}

/** What the person is shown: the call in full, and what the answer is bound to. */
export function cardOf(approval: StoredApproval): ApprovalCard {
  const { id, connection, tool, title, digest, hop, turnId } = approval
  return {
    id,
    connection,
    tool,
    title,
    arguments: approval.arguments,
    subjects: approval.subjects,
    digest,
    hop,
    turnId,
    expiresAt: approval.expiresAt.toISOString(),
  }
}
