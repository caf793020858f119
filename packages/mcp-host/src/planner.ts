import type { AnswerPart, ConnectionSummary, PlanStep } from '@chaperone/contracts'
import type { EarlierTurn } from './conversation.ts'
import type { ResultReference } from './flow/carried-labels.ts'

/** What a planner learns of one proposed call. The number names the hop in the trace. */
export type CallOutcome =
  /** `approvedAt`: a repeat of a call that was made when a person approved it; nothing was done now. */
  | { status: 'done'; hop: number; result: unknown; approvedAt?: Date }
  /** A person must approve first; the call has not happened. */
  | { status: 'held'; hop: number; approvalId: string }
  /** Policy, schema or server said no. `message` is safe to show. */
  | { status: 'refused'; hop: number; code: string; message: string }

/**
 * All that a planner can reach: the person's words, the catalogue, and `call`, which proposes.
 * It holds no credential, no address and no storage; policy, approvals, tokens and servers decide.
 */
export interface PlannerContext {
  /** Of this turn, to name its results by in later ones. */
  turnId: string
  message: string
  /** The person's IANA time zone. */
  timeZone: string
  now: Date
  personName: string
  /** What was said before in this conversation, the oldest first. All that its results told counts as seen. */
  earlier: readonly EarlierTurn[]
  /** What this planner kept in the turn before; null where it kept nothing. */
  memory: unknown
  /** The connections and tools this person may use. */
  catalogue: readonly ConnectionSummary[]
  /** Aborts when the person stops the turn. A planner that waits for something else lets go of it then. */
  signal: AbortSignal
  /**
   * Proposes one call.
   *
   * @param from results, by their hops, that the arguments were made from, for a planner whose data flow is declared
   * @throws the signal's reason once it has aborted: a call under way is finished and recorded, no other begins
   */
  call(
    connection: string,
    tool: string,
    args: Record<string, unknown>,
    from?: readonly ResultReference[],
  ): Promise<CallOutcome>
  /** Shows or updates the whole plan. */
  plan(steps: readonly PlanStep[]): void
  /** Adds to the answer. Facts name the hop they come from. */
  say(part: AnswerPart): void
  /** Keeps something, as JSON, for the next turn of the conversation. */
  remember(memory: unknown): void
  /** Says, apart from the answer, why there is none, or no more of it. In words for the person. */
  fail(message: string): void
}

export interface Planner {
  /** Shown beside the plan, such as `built-in planner`. */
  name: string
  /**
   * `declared`: it names the results that it makes arguments from, and only the person's message chooses what it does.
   * `unknown`: anything that it was shown may be in anything that it proposes, as with every language model.
   */
  dataFlow: 'declared' | 'unknown'
  run(context: PlannerContext): Promise<void>
}
