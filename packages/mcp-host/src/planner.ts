import type { AnswerPart, ConnectionSummary, PlanStep } from '@chaperone/contracts'

/** What a planner learns of one proposed call. The number names the hop in the trace. */
export type CallOutcome =
  | { status: 'done'; hop: number; result: unknown }
  /** A person must approve first; the call has not happened. */
  | { status: 'held'; hop: number; approvalId: string }
  /** Policy, schema or server said no. `message` is safe to show. */
  | { status: 'refused'; hop: number; message: string }

/**
 * All that a planner can reach: the person's words, the catalogue, and `call`, which proposes.
 * It holds no credential, no address and no storage; policy, approvals, tokens and servers decide.
 */
export interface PlannerContext {
  message: string
  /** The person's IANA time zone. */
  timeZone: string
  now: Date
  personName: string
  /** The connections and tools this person may use. */
  catalogue: readonly ConnectionSummary[]
  call(connection: string, tool: string, args: Record<string, unknown>): Promise<CallOutcome>
  /** Shows or updates the whole plan. */
  plan(steps: readonly PlanStep[]): void
  /** Adds to the answer. Facts name the hop they come from. */
  say(part: AnswerPart): void
}

export interface Planner {
  /** Shown beside the plan, such as `built-in planner`. */
  name: string
  run(context: PlannerContext): Promise<void>
}
