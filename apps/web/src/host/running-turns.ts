import { once } from '../once'
import { HttpError } from './http-error'

/** Of one person, in this process: a few pages side by side. A turn holds memory, connections and time of every server. */
const TURNS_AT_ONCE = 3

const running = once('running-turns', () => new Map<string, number>())

/**
 * Takes one of the person's places for a turn. Call the answer when the turn has ended.
 *
 * @throws HttpError 429 `too_many_turns`
 */
export function beginTurn(userId: string): () => void {
  const turns = running().get(userId) ?? 0
  if (turns >= TURNS_AT_ONCE) {
    throw new HttpError(
      429,
      'too_many_turns',
      'Several of your messages are still being answered. Try again in a moment.',
    )
  }
  running().set(userId, turns + 1)
  return () => endTurn(userId)
}

function endTurn(userId: string): void {
  const left = (running().get(userId) ?? 1) - 1
  if (left > 0) running().set(userId, left)
  else running().delete(userId)
}
