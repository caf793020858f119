import type { Tracer } from '@opentelemetry/api'
import type { Broker, HostCredential } from '../broker.ts'
import type { Catalogue } from '../catalogue.ts'
import type { Circuits } from '../circuits.ts'
import type { ToolCallOutcome } from '../create-host.ts'
import type { DataFlow } from '../flow/carried-labels.ts'
import { checkFlow, mayBeMisled } from '../flow/check-flow.ts'
import { labelResult } from '../flow/seen.ts'
import type { Connection, PersonalRegistry } from '../registry.ts'
import type { RemoteAccounts } from '../remote-accounts.ts'
import type { HostStorage } from '../storage.ts'
import { checksAfter, checksBefore, withinTurn } from '../trace/checks.ts'
import { type HopRecorder, recordHop } from '../trace/hop-recorder.ts'
import { describeCall, inSpan } from '../trace/spans.ts'
import type { Turn } from '../turn.ts'
import { withAdvice } from './advice-about.ts'
import { askForScopes } from './ask-for-scopes.ts'
import type { QuestionedCall } from './ask-person.ts'
import { callServer, type ServerAnswer, type ServerCall } from './call-server.ts'
import { checkInput } from './check-input.ts'
import { checkResult, countResult, wordsOf } from './check-result.ts'
import { endUnfinished, type ProposedCall, recordCall } from './end-call.ts'
import { findTool } from './find-tool.ts'
import { readSubjects } from './read-subjects.ts'
import { CallRefused, ScopesWanted } from './refused.ts'
import { type Decided, requireApproval } from './require-approval.ts'
import { capital, nameOf } from './server-name.ts'
import { subjectsOf } from './subject-rules.ts'

export interface HostParts {
  registry: PersonalRegistry
  broker: Broker
  catalogue: Catalogue
  circuits: Circuits
  storage: HostStorage
  remote: RemoteAccounts
  tracer: Tracer
  onError(error: unknown): void
}

export interface Proposal {
  connection: string
  tool: string
  arguments: Record<string, unknown>
  /** Of the planner that proposes; a page or a program proposes what is not made from this turn's results. */
  flow?: DataFlow
  /** Proposed by the planner of a turn, which may do so a number of times. */
  isCounted?: boolean
  /** Reads what an id names, for the card of another call: it asks the person nothing itself. */
  isForCard?: boolean
}

const FROM_NOTHING: DataFlow = { kind: 'declared', from: [] }

/**
 * Takes one proposed call through all nine steps, in order, each with its verdict in the trace. A planner, a page and
 * a program all come through here; there is no other way to a server.
 */
export function callTool(
  host: HostParts,
  turn: Turn,
  proposed: Proposal,
  decided: Decided | null = null,
): Promise<ToolCallOutcome> {
  return inSpan(host.tracer, { name: 'tools/call', kind: 'client', parent: turn.span }, async (span) => {
    const outcome = await takeSteps(host, turn, proposed, decided)
    describeCall(span, outcome)
    return outcome
  })
}

async function takeSteps(
  host: HostParts,
  turn: Turn,
  proposed: Proposal,
  decided: Decided | null,
): Promise<ToolCallOutcome> {
  // What is judged is what is sent: whoever proposes may hold on to the object, and change it while the steps run.
  const proposal = asSent(proposed)
  const connection = await host.registry.find(turn.principal, proposal.connection)
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
  const call: ProposedCall = { turn, proposal, connection, decided, hop }

  try {
    if (proposal.isCounted) {
      await hop
        .check(withinTurn, () => turn.countProposal())
        .catch((error: unknown) => {
          hop.retitle(withinTurn.step, withinTurn.title)
          throw error
        })
    }
    // 1. The principal of the turn was authenticated before the turn began.
    await hop.check(checksBefore.authenticated, () => turn.principal)
    hop.retitle('1', turn.principal.via === 'session' ? 'Signed in, same origin' : 'Token for the host, verified')

    const tool = await hop.check(checksBefore.pinned, async () => {
      if (!connection) throw new CallRefused('unknown_connection', 'The host has no connection by this name.')
      return findTool(await toolsOrRefusal(host, turn, connection), proposal.tool)
    })
    if (!connection) throw new CallRefused('unknown_connection', 'The host has no connection by this name.')
    const more = decided?.approval.scopes ?? []
    hop.hop.scope = [tool.scope ?? '', ...more].join(' ')

    await hop.check(checksBefore.input, () => checkInput(tool, args, connection))
    const flow = proposal.flow ?? FROM_NOTHING
    const verdict = await hop.check(checksBefore.flow, () =>
      checkFlow({ turn, connection, args, flow, inputSchema: tool.definition.inputSchema }),
    )
    if (proposal.isForCard && (tool.effect !== 'read' || verdict.ask !== null)) {
      throw new CallRefused('unreadable', 'This cannot be read for the card.')
    }
    hop.retitle('4', verdict.title)
    const questioned: QuestionedCall = {
      turn,
      hop: number,
      connection,
      tool,
      arguments: args,
      readSubjects: () =>
        // What must not go there unasked does not go there to be described either.
        verdict.ask === null && !proposal.isForCard
          ? readSubjects(args, subjectsOf(connection), (name, its) =>
              callTool(host, turn, { connection: connection.id, tool: name, arguments: its, flow, isForCard: true }),
            )
          : Promise.resolve([]),
    }
    const { title, approver } = await hop.check(checksBefore.approval, () =>
      requireApproval(host.storage, {
        ...questioned,
        ask: verdict.ask,
        mayBeMisled: mayBeMisled(turn, flow),
        decided,
      }),
    )
    hop.retitle('5', title)
    const getCredential = () => host.broker.credentialFor(turn.principal, connection, tool.scope, more)
    const credential = await hop.check(checksBefore.credential, getCredential)
    hop.presented(credential.shown)
    const sent = { turn, connection, credential, tool, args }
    const answer = await withAdvice(host.remote, sent, await callWithFreshToken(host, hop, sent, getCredential))
    const { refusal } = answer
    hop.exchanged(answer.exchange, passedOnReceipt(refusal))
    if (refusal instanceof ScopesWanted && !proposal.isForCard) {
      const { broker, storage } = host
      await askForScopes({ broker, approvals: storage.approvals }, { ...questioned, refusal, credential, decided })
    }
    if (refusal) throw refusal

    const told = await hop.check(checksAfter.result, () => countResult(answer.result))
    // Before it is judged: what a server refuses with tells something as well, such as the event that is in the way.
    labelResult(turn.seen, { hop: number, connection, result: wordsOf(told, connection) })
    const result = await hop.check(checksAfter.result, () => checkResult(tool, told, connection))
    hop.retitle('8', `Result fits its schema; labelled ${connection.resultLabels.join(', ')}`)

    const reason = approver ? `Allowed, and approved by ${turn.principal.name}.` : 'Allowed.'
    await hop.check(checksAfter.recorded, () =>
      recordCall(host.storage, call, { verdict: 'allowed', reason, approver }),
    )
    hop.close('allowed', reason)
    return { status: 'done', hop: number, result, hopRecord: hop.hop }
  } catch (error) {
    return endUnfinished(host, call, error)
  }
}

/** A server that does not accept a token has done nothing yet, so the call is made once more with a new one. */
async function callWithFreshToken(
  host: HostParts,
  hop: HopRecorder,
  call: ServerCall,
  getCredential: () => Promise<HostCredential>,
): Promise<ServerAnswer> {
  const answer = await callServer(host.circuits, call)
  if (answer.refusal?.code !== 'unauthorized' || !(await call.credential.renew())) return answer
  const credential = await getCredential()
  hop.presentedAnew(credential.shown)
  return callServer(host.circuits, { ...call, credential })
}

/** As JSON, which is what goes out: nothing that hides in an object, and no half of a character. */
function asSent(proposal: Proposal): Proposal {
  return JSON.parse(JSON.stringify(proposal), (_key, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed() : value,
  ) as Proposal
}

async function toolsOrRefusal(host: HostParts, turn: Turn, connection: Connection) {
  return host.catalogue.toolsOf(turn.principal, connection).catch((error: unknown) => {
    if (error instanceof CallRefused) throw error
    host.onError(error)
    throw new CallRefused(
      'server_unavailable',
      `${capital(nameOf(connection))} does not answer. Try again in a moment.`,
    )
  })
}

function passedOnReceipt(refusal: CallRefused | null): 'all' | 'none' | 'scope' {
  if (refusal?.code === 'insufficient_scope') return 'scope'
  return refusal ? 'none' : 'all'
}
