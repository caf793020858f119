import type { TurnEvent } from '@chaperone/contracts'
import type { ConversationSoFar, LeftByTurn } from '@chaperone/mcp-host'
import { applyEvent, newTurn, stopped, unfinished } from '../components/chat/turn-state'
import { inOneLine } from '../host/in-one-line'
import { type BegunTurn, endTurn } from './conversation-store'

/** Runs one turn, with the events that it emits and the conversation that it goes on from. */
type Run = (emit: (event: TurnEvent) => void, conversation: ConversationSoFar) => Promise<void>

/**
 * Runs a turn and keeps it as the page shows it, whether somebody still watches or not. A turn that cannot be kept was
 * still answered.
 *
 * @param left aborts when the person stops the turn
 */
export async function recordTurn(
  { ownerId, message, begun, left }: { ownerId: string; message: string; begun: BegunTurn; left: AbortSignal },
  emit: (event: TurnEvent) => void,
  run: Run,
): Promise<void> {
  let turn = newTurn(begun.turnId, message, new Date())
  let leaves: LeftByTurn = { seen: [], memory: null }
  const take = (event: TurnEvent) => {
    turn = applyEvent(turn, event, new Date())
    emit(event)
  }
  const conversation: ConversationSoFar = {
    ...begun.before,
    leave(own) {
      leaves = own
    },
  }

  const keep = (shown: typeof turn) =>
    endTurn(ownerId, begun, { shown: { ...shown, isRunning: false }, left: leaves }).catch((error: unknown) => {
      console.error('a turn could not be kept', inOneLine(error))
    })
  emit({ type: 'conversation', id: begun.conversationId, title: begun.title })
  try {
    await run(take, conversation)
  } catch (error) {
    await keep(left.aborted ? stopped(turn) : unfinished(turn))
    throw error
  }
  await keep(turn)
}
