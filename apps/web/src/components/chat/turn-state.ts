import type { AnswerPart, ApprovalCard, Hop, PlanStep, TurnEvent } from '@chaperone/contracts'

export interface HeldCall {
  card: ApprovalCard
  state: 'asked' | 'deciding' | 'approved' | 'denied' | 'closed'
  /** Why deciding failed; a card that is still asked can be tried again. */
  error?: string
}

/** One turn of the conversation as far as it has come. */
export interface TurnState {
  /** Before the host names the turn, a key of this page's own. */
  key: string
  id: string | null
  message: string
  planner: string
  /** ISO 8601, UTC. */
  startedAt: string
  answeredAt: string | null
  steps: readonly PlanStep[]
  hops: readonly Hop[]
  answer: readonly AnswerPart[]
  held: readonly HeldCall[]
  error: string | null
  /** What has to come first, where asking again would fail again. */
  remedy?: 'new_conversation' | 'sign_in'
  isRunning: boolean
}

export function newTurn(key: string, message: string, now: Date): TurnState {
  return {
    key,
    id: null,
    message,
    planner: '',
    startedAt: now.toISOString(),
    answeredAt: null,
    steps: [],
    hops: [],
    answer: [],
    held: [],
    error: null,
    isRunning: true,
  }
}

/** The turn after one event. Hops replace the hop of their number, plans replace the plan, answers add up. */
export function applyEvent(turn: TurnState, event: TurnEvent, now: Date): TurnState {
  switch (event.type) {
    case 'conversation':
      return turn
    case 'turn':
      return { ...turn, id: event.turnId, planner: event.planner, startedAt: event.startedAt }
    case 'plan':
      return { ...turn, steps: event.steps }
    case 'hop':
      return { ...turn, hops: withHop(turn.hops, event.hop) }
    case 'answer':
      return { ...turn, answer: withPart(turn.answer, event.part), answeredAt: turn.answeredAt ?? now.toISOString() }
    case 'approval':
      return { ...turn, held: [...withoutCard(turn.held, event.approval.id), { card: event.approval, state: 'asked' }] }
    case 'error':
      return { ...turn, error: event.message }
    case 'done':
      return { ...turn, isRunning: false }
  }
}

/** The turn with one held call in another state. */
export function withHeld(turn: TurnState, id: string, change: Omit<HeldCall, 'card'>): TurnState {
  return { ...turn, held: turn.held.map((call) => (call.card.id === id ? { card: call.card, ...change } : call)) }
}

/** The turn while the host carries out a decision. What came of it gets a paragraph of its own. */
export function deciding(turn: TurnState, id: string): TurnState {
  return { ...withHeld(turn, id, { state: 'deciding' }), answer: [...turn.answer, { text: '\n' }], isRunning: true }
}

/** The turn after the person has stopped it: what was begun may have ended unseen, and says so. */
export function stopped(turn: TurnState): TurnState {
  return {
    ...turn,
    steps: turn.steps.map((step) =>
      step.state === 'running' || step.state === 'waiting' ? { ...step, state: 'stopped', note: 'stopped' } : step,
    ),
    answer: [...turn.answer, { text: STOPPED }],
    isRunning: false,
  }
}

/** The turn as it is kept when nobody knows how it ended: that is written down before it begins. */
export function unfinished(turn: TurnState): TurnState {
  return { ...turn, error: UNFINISHED, isRunning: false }
}

const UNFINISHED = 'This was not answered to its end. What the wire shows did happen; the rest is unknown.'
const STOPPED = '\nYou stopped this. What the wire shows may have been read; nothing changes before you approve it.'

/** Text that is written as it comes arrives in pieces of a few letters, and reads as one part. */
function withPart(answer: readonly AnswerPart[], part: AnswerPart): AnswerPart[] {
  const last = answer.at(-1)
  if (!last || !isPlain(last) || !isPlain(part)) return [...answer, part]
  return [...answer.slice(0, -1), { text: last.text + part.text }]
}

function isPlain({ strong, source, whileHeld }: AnswerPart): boolean {
  return !strong && !source && whileHeld === undefined
}

function withHop(hops: readonly Hop[], hop: Hop): Hop[] {
  return [...hops.filter(({ number }) => number !== hop.number), hop].sort((a, b) => a.number - b.number)
}

function withoutCard(held: readonly HeldCall[], id: string): HeldCall[] {
  return held.filter(({ card }) => card.id !== id)
}
