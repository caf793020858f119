import type { ConnectionSummary } from '@chaperone/contracts'
import { callTool, type HostParts } from './call/call-tool.ts'
import type { TurnInput } from './create-host.ts'
import type { CallOutcome, PlannerContext } from './planner.ts'
import type { Turn } from './turn.ts'

export interface PlannerRun {
  /** Resolves when the planner is done, or has gone on proposing after it was told that the turn has had its calls. */
  ended: Promise<void>
  /** What it keeps for the next turn. */
  memory(): unknown
}

/**
 * Lets a planner work, with all that it can reach. The host counts what it proposes, and a planner that does not stop is left
 * behind: nothing that it says or proposes from then on has any effect.
 */
export function runPlanner(
  host: HostParts,
  turn: Turn,
  { planner, catalogue, ...input }: TurnInput & { catalogue: readonly ConnectionSummary[] },
): PlannerRun {
  const { promise: leftBehind, resolve: leave } = Promise.withResolvers<void>()
  const before = input.conversation
  let memory: unknown = null
  let isSpent = false
  let isOver = false

  async function call(
    ...[connection, tool, args, from = []]: Parameters<PlannerContext['call']>
  ): Promise<CallOutcome> {
    input.signal.throwIfAborted()
    if (isSpent || isOver) {
      leave()
      // Never settled, rather than refused again: whoever proposes for ever would be at it for ever.
      return new Promise(() => {})
    }
    const flow =
      planner.dataFlow === 'declared' ? ({ kind: 'declared', from } as const) : ({ kind: 'unknown' } as const)
    const proposal = { connection, tool, arguments: args, flow, isCounted: true }
    const { hopRecord: _forTheTrace, ...outcome } = await callTool(host, turn, proposal)
    if (outcome.status === 'refused' && outcome.code === 'too_many_calls') isSpent = true
    return outcome
  }

  const whileRunning = <Args extends unknown[]>(effect: (...args: Args) => void) => {
    return (...args: Args) => {
      if (!isOver) effect(...args)
    }
  }

  const working = planner.run({
    turnId: turn.id,
    message: input.message,
    timeZone: input.timeZone,
    now: new Date(),
    personName: turn.principal.name,
    earlier: structuredClone(before?.earlier ?? []),
    memory: structuredClone(before?.memory ?? null),
    catalogue,
    signal: input.signal,
    call,
    plan: whileRunning((steps) => turn.emit({ type: 'plan', steps: [...steps] })),
    say: whileRunning((part) => turn.emit({ type: 'answer', part })),
    remember: whileRunning((value) => {
      memory = structuredClone(value)
    }),
    fail: whileRunning((message) => turn.emit({ type: 'error', message })),
  })
  const ended = Promise.race([working, leftBehind]).finally(() => {
    isOver = true
  })
  return { ended, memory: () => memory }
}
