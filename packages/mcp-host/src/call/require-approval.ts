import type { Decision } from '@chaperone/contracts'
import type { HostStorage, StoredApproval } from '../storage.ts'
import { askPerson, type QuestionedCall } from './ask-person.ts'
import { approvalDigest } from './digest.ts'
import { CallRefused } from './refused.ts'

interface ProposedCall extends QuestionedCall {
  /** Why the flow policy wants the person to be asked; null where it does not. */
  ask: string | null
  /** Whether somebody else's words may have had a part in this proposal. */
  mayBeMisled: boolean
  /** A decision of the person that was just taken out of the store; it cannot be taken out twice. */
  decided: Decided | null
}

export interface Decided {
  approval: StoredApproval
  decision: Decision
}

export interface Approved {
  /** For the trace. */
  title: string
  /** Who allowed it, for the audit; null for what needs nobody. */
  approver: string | null
}

/**
 * What the person denied is not called, whatever it is by now. A read passes, unless the flow policy wants a question. A
 * change passes with an approval of exactly this person, connection, tool as it is defined now and arguments, or with a
 * standing permission of theirs; without one the question is stored and the call ends here. A program that repeats its call asks no second
 * question: it gets the first one, or what came of it.
 *
 * @throws CallHeld with the id of the question
 * @throws CallRepeated when this call was approved and made before
 * @throws CallRefused `denied`, `too_many_questions`, `outcome_unknown`, or `approval_mismatch` when anything differs from what was approved
 * @see MCP 2026-07-28 server/tools, Security Considerations: "prompt for user confirmation on sensitive operations"
 */
export async function requireApproval(
  { approvals, permissions }: Pick<HostStorage, 'approvals' | 'permissions'>,
  call: ProposedCall,
): Promise<Approved> {
  const { turn, connection, tool, decided } = call
  const { userId, name: person, via, program } = turn.principal
  if (decided?.decision === 'deny') throw new CallRefused('denied', 'You denied this call. Nothing was changed.')
  if (tool.effect === 'read' && call.ask === null && !decided) {
    return { title: 'Reads need no approval', approver: null }
  }

  const name = tool.definition.name
  const permission = { ownerId: userId, connection: connection.id, tool: name, hash: tool.hash }
  const asked = { userId, connection: connection.id, tool: name, arguments: call.arguments }
  // What was approved with more than the tool's own scope was approved with exactly that.
  const digest = approvalDigest(asked, tool.hash, decided?.approval.scopes)
  if (decided) {
    const { approval, decision } = decided
    if (approval.digest !== digest || approval.ownerId !== userId) {
      throw new CallRefused(
        'approval_mismatch',
        'The approval was given for a different call, or for the tool as it was before.',
      )
    }
    if (decision === 'approve_always' && approval.canStand) await permissions.give(permission)
    return { title: `Approved ${decision === 'approve' ? 'once' : 'for good'} by ${person}`, approver: userId }
  }

  // A program that holds the person's token is no sign that the person is there, and destruction is asked about each time.
  const canStand = tool.effect === 'write' && call.ask === null && via === 'session'
  if (canStand && !call.mayBeMisled && (await permissions.stands(permission))) {
    return { title: `Allowed for good by ${person}`, approver: userId }
  }
  return askPerson(approvals, { ...call, digest, reason: call.ask, scopes: [], canStand, program })
}
