import { APPROVAL_SECONDS, type ApprovalCard, type ApprovalSubject, newId } from '@chaperone/contracts'
import type { CataloguedTool } from '../catalogue.ts'
import type { Connection } from '../registry.ts'
import type { ApprovalStore, AskedBefore, StoredApproval } from '../storage.ts'
import type { Turn } from '../turn.ts'
import { CallHeld, CallRefused, CallRepeated, type RefusalCode } from './refused.ts'

/** A call that a person may have to be asked about. */
export interface QuestionedCall {
  turn: Turn
  hop: number
  connection: Connection
  tool: CataloguedTool
  arguments: Record<string, unknown>
  /** Puts the ids among the arguments into words, when the person has to be asked. */
  readSubjects(): Promise<ApprovalSubject[]>
}

/** What the person is asked about it, and what their answer is bound to. */
export interface Question
  extends QuestionedCall,
    Pick<StoredApproval, 'digest' | 'reason' | 'scopes' | 'canStand' | 'program'> {}

/**
 * Stores a question, which ends the call. A program that repeats its call asks no second one: it gets the first, or what
 * came of it.
 *
 * @throws CallHeld with the id of the question
 * @throws CallRepeated when this call was approved and made before
 * @throws CallRefused `too_many_questions`, `outcome_unknown`, or what the first call was refused for
 */
export async function askPerson(approvals: ApprovalStore, question: Question): Promise<never> {
  const { turn, connection, tool, digest, reason, scopes, canStand, program } = question
  const { userId: ownerId } = turn.principal
  const askedBefore = program === null ? null : await approvals.findAskedBefore({ ownerId, digest, program })
  if (askedBefore) throw repeated(turn, askedBefore)

  const approval: StoredApproval = {
    id: newId('approval'),
    ownerId,
    turnId: turn.id,
    hop: question.hop,
    connection: connection.id,
    tool: tool.definition.name,
    title: tool.definition.title ?? tool.definition.name,
    arguments: question.arguments,
    subjects: await question.readSubjects(),
    digest,
    reason,
    scopes,
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
  return new CallHeld(approval.id, approval.scopes.length > 0 ? approval.reason : null)
}

/** A program cannot tell an answer that was lost from a call that was not made, so it may ask as often as it likes. */
function repeated(turn: Turn, { approval, decidedAt, outcome }: AskedBefore): Error {
  if (!decidedAt) return held(turn, approval)
  if (outcome?.status === 'done') return new CallRepeated({ result: outcome.result, approvedAt: decidedAt })
  if (outcome) return new CallRefused(outcome.code as RefusalCode, outcome.message)
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
