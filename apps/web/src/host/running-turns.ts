import type { Principal } from '@chaperone/mcp-host'
import { once } from '../once'
import { HttpError } from './http-error'

/**
 * Of one person in a browser, in this process, and as many again of all their programs: a few pages side by side. A turn
 * holds memory, connections and time of every server.
 */
const TURNS_AT_ONCE = 3

const running = once('running-turns', () => new Map<string, number>())

/**
 * Takes one of the person's places for a turn, or one of their programs'. Call the answer when the turn has ended.
 *
 * @throws HttpError 429 `too_many_turns`
 */
export function beginTurn({ userId, via }: Pick<Principal, 'userId' | 'via'>): () => void {
  const name = `${via} ${userId}`
  const turns = running().get(name) ?? 0
  if (turns >= TURNS_AT_ONCE) {
    throw new HttpError(
      429,
      'too_many_turns',
      'Several of your messages are still being answered. Try again in a moment.',
    )
  }
  running().set(name, turns + 1)
  return () => endTurn(name)
}

function endTurn(name: string): void {
  const left = (running().get(name) ?? 1) - 1
  if (left > 0) running().set(name, left)
  else running().delete(name)
}
