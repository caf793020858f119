import type { ToolCallOutcome } from '../create-host.ts'
import type { Connection } from '../registry.ts'
import type { HostStorage } from '../storage.ts'
import { checksBefore, isToolFound, scopesCheck } from '../trace/checks.ts'
import type { HopRecorder } from '../trace/hop-recorder.ts'
import type { Turn } from '../turn.ts'
import type { HostParts, Proposal } from './call-tool.ts'
import { callDigest } from './digest.ts'
import { CallHeld, CallRefused, CallRepeated } from './refused.ts'
import type { Decided } from './require-approval.ts'

export interface ProposedCall {
  turn: Turn
  proposal: Proposal
  /** Undefined when the person has none by this name. */
  connection: Connection | undefined
  decided: Decided | null
  hop: HopRecorder
}

/** What comes of a call that did not get to its end: held for the person, made before, or refused. */
export function endUnfinished({ storage, onError }: HostParts, call: ProposedCall, error: unknown): ToolCallOutcome {
  const { turn, decided, hop } = call
  const { number } = hop.hop
  if (error instanceof CallHeld) {
    const reason = error.reason ?? 'Held at the host: this needs your approval first.'
    recordCall(storage, call, { verdict: 'needs_approval', reason, approver: null })
    if (error.reason) hop.retitle(scopesCheck.step, scopesCheck.title)
    hop.waiting(error.reason ? scopesCheck : checksBefore.approval, reason)
    return { status: 'held', hop: number, approvalId: error.approvalId, hopRecord: hop.hop }
  }
  if (error instanceof CallRepeated) {
    const { result, approvedAt } = error
    recordCall(storage, call, { verdict: 'allowed', reason: 'repeated', approver: null })
    hop.close('allowed', 'Made once, when you approved it; not made again.')
    return { status: 'done', hop: number, result, approvedAt, hopRecord: hop.hop }
  }
  if (!(error instanceof CallRefused)) onError(error)
  const { code, message } =
    error instanceof CallRefused ? error : new CallRefused('host_error', 'The host could not make this call.')
  const approver = decided && decided.decision !== 'deny' ? turn.principal.userId : null
  recordCall(storage, call, { verdict: 'refused', reason: code, approver })
  hop.close('refused', message)
  return { status: 'refused', hop: number, code, message, hopRecord: hop.hop }
}

interface Ending {
  verdict: 'allowed' | 'needs_approval' | 'refused'
  reason: string
  approver: string | null
}

/** The audit's line about one call. Names that nothing was found by are the caller's own text: others never read them. */
export function recordCall({ audit }: HostStorage, call: ProposedCall, ending: Ending): void {
  const { turn, proposal, decided, hop } = call
  const { userId, program } = turn.principal
  const { connection, tool } = proposal
  audit({
    ...ending,
    subject: userId,
    program,
    server: call.connection ? connection : 'host',
    tool: isToolFound(hop.hop) ? tool : null,
    argumentsDigest: callDigest({ userId, connection, tool, arguments: proposal.arguments }),
    approvalId: decided?.approval.id ?? null,
    traceId: turn.traceId,
  })
}
