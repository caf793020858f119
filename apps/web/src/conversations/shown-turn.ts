import type { TurnEvent } from '@chaperone/contracts'
import { applyEvent, type TurnState, withHeld } from '../components/chat/turn-state'

/** What the person decided about one held call, and what came of it. */
export interface DecidedCall {
  approvalId: string
  state: 'approved' | 'denied'
  events: readonly TurnEvent[]
}

export interface KeptTurn {
  id: string
  shown: TurnState
  decided: readonly DecidedCall[]
}

/** A kept turn as it is shown now: with every decision that came after it. */
export function shownNow({ id, shown, decided }: KeptTurn): TurnState {
  let turn: TurnState = { ...shown, key: id, id, isRunning: false }
  for (const { approvalId, state, events } of decided) {
    turn = withHeld({ ...turn, answer: [...turn.answer, { text: '\n' }] }, approvalId, { state })
    for (const event of events) turn = applyEvent(turn, event, new Date(turn.startedAt))
  }
  return turn
}

/** The words of an answer. */
export function answerText({ answer }: Pick<TurnState, 'answer'>): string {
  return answer.map(({ text }) => text).join('')
}
