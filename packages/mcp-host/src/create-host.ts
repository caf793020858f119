import type { ConnectionSummary, Decision, Hop, TurnEvent } from '@chaperone/contracts'
import type { Span, Tracer } from '@opentelemetry/api'
import { createBroker } from './broker.ts'
import { callTool, type HostParts, type Proposal } from './call/call-tool.ts'
import { createCatalogue, type OfferedTool } from './catalogue.ts'
import { createCircuits } from './circuits.ts'
import type { ConversationSoFar } from './conversation.ts'
import { type KeptResult, keptResults } from './flow/seen.ts'
import type { CallOutcome, Planner } from './planner.ts'
import { type PlannerRun, runPlanner } from './planner-context.ts'
import type { Principal } from './principal.ts'
import { createRegistry, type Registry } from './registry.ts'
import type { RemoteAccounts } from './remote-accounts.ts'
import type { HostStorage, RecordedOutcome, StoredApproval } from './storage.ts'
import { inSpan } from './trace/spans.ts'
import { startTurn } from './turn.ts'
import { unlessAborted } from './unless-aborted.ts'

export type ToolCallOutcome = CallOutcome & { hopRecord: Hop }

export interface TurnInput {
  message: string
  timeZone: string
  planner: Planner
  /** The request that started the turn, shown as the first hop. */
  firstHop: (number: number) => Hop
  emit: (event: TurnEvent) => void
  /** Aborts when the person stops the turn. */
  signal: AbortSignal
  /** What the turn goes on from; without it nothing was before, and nothing is kept. */
  conversation?: ConversationSoFar | undefined
}

export interface Host {
  /** Asks the server of a connection for its tools again, since a definition was accepted. */
  relist(connection: string): void
  connections(principal: Principal): Promise<ConnectionSummary[]>
  /** One of them, asked now. Undefined when the person has none by this id. */
  connection(principal: Principal, id: string): Promise<ConnectionSummary | undefined>
  /** Everything the person may call. A server that cannot be asked offers nothing. */
  tools(principal: Principal): Promise<OfferedTool[]>
  /** One call, outside a conversation. */
  call(principal: Principal, proposal: Proposal, emit: (event: TurnEvent) => void): Promise<ToolCallOutcome>
  /** Lets a planner answer one message. */
  runTurn(principal: Principal, input: TurnInput): Promise<void>
  /** The person's decision. Approving makes exactly the call that was shown; null when there is nothing to decide. */
  decide(
    principal: Principal,
    approvalId: string,
    decision: Decision,
    emit: (event: TurnEvent) => void,
  ): Promise<{ approval: StoredApproval; outcome: ToolCallOutcome; seen: KeptResult[] } | null>
}

export interface HostOptions {
  /** The connections that everybody has. */
  registry: Registry
  /** What each person has besides. */
  remote: RemoteAccounts
  storage: HostStorage
  /** Makes a span of every turn, call and fetch of a credential. */
  tracer: Tracer
  /** For the log: failures that nobody outside may see. */
  onError(error: unknown): void
}

/** Wires registry, broker, catalogue and storage into the one thing that talks to servers. */
export function createHost(options: HostOptions): Host {
  const registry = createRegistry(options.registry, options.remote)
  const broker = createBroker(options.storage.tokens, options.remote, options.tracer)
  const circuits = createCircuits()
  const { onError, storage, remote, tracer } = options
  const catalogue = createCatalogue({ registry, remote, broker, circuits, pins: storage.pins, onError })
  const parts: HostParts = { registry, broker, catalogue, circuits, storage, remote, tracer, onError }

  /** `message`: a planner answers; `call`: of a page or a program; `decision`: of the person. */
  function traced<T>(kind: 'message' | 'call' | 'decision', work: (span: Span) => Promise<T>): Promise<T> {
    const attributes = { 'chaperone.turn': kind }
    return inSpan(options.tracer, { name: 'turn', kind: 'internal', parent: null, attributes }, work)
  }

  return {
    relist: catalogue.forget,
    connections: catalogue.summary,
    connection(principal, id) {
      catalogue.forget(id)
      return catalogue.summaryOf(principal, id)
    },
    tools: catalogue.offered,

    call(principal, proposal, emit) {
      return traced('call', (span) => callTool(parts, startTurn({ principal, message: '', emit, span }), proposal))
    },

    runTurn: (principal, input) =>
      traced('message', async (span) => {
        const { conversation, planner } = input
        const turn = startTurn({ principal, message: input.message, emit: input.emit, span, conversation })
        let run: PlannerRun | null = null
        try {
          turn.emit({ type: 'turn', turnId: turn.id, planner: planner.name, startedAt: new Date().toISOString() })
          turn.publishHop(input.firstHop(turn.nextHopNumber()))
          const connections = await unlessAborted(catalogue.summary(principal), input.signal)
          run = runPlanner(parts, turn, { ...input, catalogue: connections })
          await run.ended
        } finally {
          conversation?.leave({ seen: keptResults(turn.id, turn.seen), memory: run?.memory() ?? null })
        }
      }),

    async decide(principal, approvalId, decision, emit) {
      const approval = await options.storage.approvals.decide(principal.userId, approvalId, decision)
      if (!approval) return null
      const { connection, tool } = approval
      const proposal = { connection, tool, arguments: approval.arguments }
      const { outcome, turn } = await traced('decision', async (span) => {
        const turn = startTurn({ principal, message: '', emit, span, resume: approval })
        return { turn, outcome: await callTool(parts, turn, proposal, { approval, decision }) }
      })
      // The person has been told; that a program could not be is no reason to say that it failed.
      await options.storage.approvals
        .recordOutcome(approval.ownerId, approval.id, recorded(outcome))
        .catch(options.onError)
      return { approval, outcome, seen: keptResults(turn.id, turn.seen) }
    },
  }
}

function recorded(outcome: ToolCallOutcome): RecordedOutcome {
  if (outcome.status === 'done') return { status: 'done', result: outcome.result }
  if (outcome.status === 'refused') return { status: 'refused', code: outcome.code, message: outcome.message }
  // The server wanted more for it, about which the person is asked now: that question has an outcome of its own.
  return { status: 'refused', code: 'insufficient_scope', message: outcome.hopRecord.reason }
}
