import type { KeptResult } from './flow/seen.ts'

/** An earlier turn of the same conversation, as a planner is given it. */
export interface EarlierTurn {
  message: string
  /** The answer, as plain text. */
  answer: string
}

/** What an application keeps of a turn, so that the conversation can go on under the same rules. */
export interface LeftByTurn {
  /** What its results told. */
  seen: KeptResult[]
  /** What the planner wants to have again. Null: nothing. */
  memory: unknown
}

/**
 * The conversation that a turn belongs to. Kept by the application for one person, never by a browser: all that a planner
 * is given of it counts as seen by this turn.
 */
export interface ConversationSoFar {
  /** Of the turn that begins. */
  turnId: string
  /** The oldest first. */
  earlier: readonly EarlierTurn[]
  /** What the results of all earlier turns told, also of those that are no longer among `earlier`. */
  seen: readonly KeptResult[]
  memory: unknown
  /** Called once when the turn has ended, however it did. */
  leave(left: LeftByTurn): void
}
