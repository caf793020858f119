import { APPROVAL_SECONDS, type ApprovalCard, type ApprovalSubject, type Decision, newId } from '@chaperone/contracts'
import type { CataloguedTool } from '../catalogue.ts'
import type { Connection } from '../registry.ts'
import type { AskedBefore, HostStorage, StoredApproval } from '../storage.ts'
import type { Turn } from '../turn.ts'
import { approvalDigest } from './digest.ts'
import { CallHeld, CallRefused, CallRepeated } from './refused.ts'

interface ProposedCall {
  turn: Turn
  hop: number
  connection: Connection
  tool: CataloguedTool
  arguments: Record<string, unknown>
  /** Why the flow policy wants the person to be asked; null where it does not. */
  ask: string | null
  /** Whether somebody else's words may have had a part in this proposal. */
  mayBeMisled: boolean
  /** Puts the ids among the arguments into words, when the person has to be asked. */
  readSubjects(): Promise<ApprovalSubject[]>
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
  const digest = approvalDigest(asked, tool.hash)
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
  const askedBefore = program === null ? null : await approvals.findAskedBefore({ ownerId: userId, digest, program })
  if (askedBefore) throw repeated(turn, askedBefore)

  const approval: StoredApproval = {
    id: newId('approval'),
    ownerId: userId,
    turnId: turn.id,
    hop: call.hop,
    connection: connection.id,
    tool: name,
    title: tool.definition.title ?? name,
    arguments: call.arguments,
    subjects: await call.readSubjects(),
    digest,
    reason: call.ask,
    canStand,
    program,
    expiresAt: new Date(Date.now() + APPROVAL_SECONDS * 1_000),
  }
  const stored = await approvals.create(approval)
  if (stored === 'too_many') {
    throw new CallRefused('too_many_questions', 'Too many calls wait for your approval. Decide some of them first.')
  }
  throw stored === 'asked' ? held(turn, approval) : repeated(turn, stored)
}

function held(turn: Turn, approval: StoredApproval): CallHeld {
  turn.emit({ type: 'approval', approval: cardOf(approval) })
  return new CallHeld(approval.id)
}

/** A program cannot tell an answer that was lost from a call that was not made, so it may ask as often as it likes. */
function repeated(turn: Turn, { approval, decidedAt, outcome }: AskedBefore): Error {
  if (!decidedAt) return held(turn, approval)
  if (outcome?.status === 'done') return new CallRepeated({ result: outcome.result, approvedAt: decidedAt })
  if (outcome) return new CallRefused(outcome.code, outcome.message)
  return new CallRefused(
    'outcome_unknown',
    'This was decided, and what came of it is not known yet. Look at the data before you call again.',
  )
}

/** What the person is shown: the call in full, and what the answer is bound to. */
export function cardOf(approval: StoredApproval): ApprovalCard {
  const { id, connection, tool, title, digest, reason, canStand, program, hop, turnId } = approval
  return {
    id,
    connection,
    tool,
    title,
    arguments: approval.arguments,
    subjects: approval.subjects,
    digest,
    reason,
    canStand,
    program,
    hop,
    turnId,
    expiresAt: approval.expiresAt.toISOString(),
  }
}
