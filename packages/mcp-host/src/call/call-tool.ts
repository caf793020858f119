import type { Broker } from '../broker.ts'
import type { Catalogue } from '../catalogue.ts'
import type { CallOutcome } from '../planner.ts'
import { findConnection, type Registry } from '../registry.ts'
import type { HostStorage } from '../storage.ts'
import { checksAfter, checksBefore } from '../trace/checks.ts'
import { type HopRecorder, recordHop } from '../trace/hop-recorder.ts'
import type { Turn } from '../turn.ts'
import { callServer } from './call-server.ts'
import { checkFlow, labelResult } from './check-flow.ts'
import { checkInput } from './check-input.ts'
import { checkResult } from './check-result.ts'
import { callDigest } from './digest.ts'
import { findTool } from './find-tool.ts'
import { readSubjects } from './read-subjects.ts'
import { CallHeld, CallRefused } from './refused.ts'
import { type Decided, requireApproval } from './require-approval.ts'
import { subjectRules } from './subject-rules.ts'

export interface HostParts {
  registry: Registry
  broker: Broker
  catalogue: Catalogue
  storage: HostStorage
  onError(error: unknown): void
}

export interface Proposal {
  connection: string
  tool: string
  arguments: Record<string, unknown>
}

/**
 * Takes one proposed call through all nine steps, in order, each with its verdict in the trace. A planner, a page and
 * a program all come through here; there is no other way to a server.
 */
export async function callTool(
  host: HostParts,
  turn: Turn,
  proposal: Proposal,
  decided: Decided | null = null,
): Promise<CallOutcome & { hopRecord: HopRecorder['hop'] }> {
  const connection = findConnection(host.registry, proposal.connection)
  const hop = recordHop(
    {
      number: turn.nextHopNumber(),
      to: connection?.server ?? 'host',
      label: proposal.tool.slice(0, 80),
      connection: proposal.connection.slice(0, 40),
      startedAt: new Date(),
    },
    turn.publishHop,
  )
  const args = proposal.arguments
  const { number } = hop.hop

  try {
    // 1. The principal of the turn was authenticated before the turn began.
    await hop.check(checksBefore.authenticated, () => turn.principal)
    hop.retitle('1', turn.principal.via === 'session' ? 'Signed in, same origin' : 'Token for the host, verified')

    const tool = await hop.check(checksBefore.pinned, async () => {
      if (!connection) throw new CallRefused('unknown_connection', 'The host has no connection by this name.')
      return findTool(await toolsOrRefusal(host, turn, connection), proposal.tool)
    })
    if (!connection) throw new CallRefused('unknown_connection', 'The host has no connection by this name.')
    hop.hop.scope = tool.scope ?? ''

    await hop.check(checksBefore.input, () => checkInput(tool, args))
    hop.retitle('4', await hop.check(checksBefore.flow, () => checkFlow(turn, connection, args)))
    hop.retitle(
      '5',
      await hop.check(checksBefore.approval, () =>
        requireApproval(host.storage.approvals, {
          turn,
          hop: number,
          connection,
          tool,
          arguments: args,
          readSubjects: () =>
            readSubjects(args, subjectRules[connection.server], (name, its) =>
              callTool(host, turn, { connection: connection.id, tool: name, arguments: its }),
            ),
          decided,
        }),
      ),
    )
    const credential = await hop.check(checksBefore.credential, () =>
      host.broker.credentialFor(turn.principal, connection, tool.scope),
    )

    hop.presented(credential.shown)
    const answer = await callServer(turn, connection, credential, tool, args)
    hop.exchanged(answer.exchange, passedOnReceipt(answer.refusal))
    if (answer.refusal) throw answer.refusal

    const result = await hop.check(checksAfter.result, async () => {
      if (!answer.result) throw new CallRefused('invalid_result', 'The server sent no result.')
      return checkResult(tool, answer.result)
    })
    labelResult(turn, connection, result)
    hop.retitle('8', `Result fits its schema; labelled ${connection.holdsPrivateData ? 'private' : 'third-party'}`)

    const reason = decided ? `Allowed, and approved by ${turn.principal.name}.` : 'Allowed.'
    await hop.check(checksAfter.recorded, () => record(host, turn, proposal, 'allowed', reason, decided))
    hop.close('allowed', reason)
    return { status: 'done', hop: number, result, hopRecord: hop.hop }
  } catch (error) {
    return closeUnfinished(host, turn, proposal, decided, hop, error)
  }
}

function closeUnfinished(
  host: HostParts,
  turn: Turn,
  proposal: Proposal,
  decided: Decided | null,
  hop: HopRecorder,
  error: unknown,
): CallOutcome & { hopRecord: HopRecorder['hop'] } {
  const { number } = hop.hop
  if (error instanceof CallHeld) {
    const reason = 'Held at the host: a change needs your approval first.'
    record(host, turn, proposal, 'needs_approval', reason, decided)
    hop.waiting(checksBefore.approval, reason)
    return { status: 'held', hop: number, approvalId: error.approvalId, hopRecord: hop.hop }
  }
  if (!(error instanceof CallRefused)) host.onError(error)
  const refusal =
    error instanceof CallRefused ? error : new CallRefused('host_error', 'The host could not make this call.')
  record(host, turn, proposal, 'refused', refusal.code, decided)
  hop.close('refused', refusal.message)
  return { status: 'refused', hop: number, message: refusal.message, hopRecord: hop.hop }
}

async function toolsOrRefusal(host: HostParts, turn: Turn, connection: Parameters<Catalogue['toolsOf']>[1]) {
  return host.catalogue.toolsOf(turn.principal, connection).catch((error: unknown) => {
    host.onError(error)
    throw new CallRefused(
      'server_unavailable',
      `The ${connection.server} server does not answer. Try again in a moment.`,
    )
  })
}

function passedOnReceipt(refusal: CallRefused | null): 'all' | 'none' | 'scope' {
  if (refusal?.code === 'insufficient_scope') return 'scope'
  return refusal ? 'none' : 'all'
}

function record(
  host: HostParts,
  turn: Turn,
  proposal: Proposal,
  verdict: 'allowed' | 'needs_approval' | 'refused',
  reason: string,
  decided: Decided | null,
): void {
  const { userId } = turn.principal
  // Unverified names are the caller's own text: they stay out of what others read.
  const isKnown = findConnection(host.registry, proposal.connection) !== undefined
  host.storage.audit({
    subject: userId,
    server: isKnown ? proposal.connection : 'host',
    tool: isKnown && reason !== 'unknown_tool' ? proposal.tool : null,
    argumentsDigest: callDigest({ userId, ...proposal }),
    verdict,
    reason,
    approver: decided?.decision === 'approve' ? userId : null,
    approvalId: decided?.approval.id ?? null,
    traceId: turn.traceId,
  })
}
