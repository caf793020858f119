import type { PlannerContext } from '@chaperone/mcp-host'
import { startVoice } from '../answers/voice.ts'

/**
 * Longer than any request this planner understands. Searching a text for times and places takes longer than in
 * proportion to its length, and while it lasts the process answers nobody else.
 */
export const LONGEST_REQUEST_CHARACTERS = 400

export function isTooLong(message: string): boolean {
  return message.length > LONGEST_REQUEST_CHARACTERS
}

/** Says so, without reading the message or asking any server. */
export function answerTooLong(context: PlannerContext): void {
  startVoice(context).say(
    `That is too long for me: I read requests of up to ${LONGEST_REQUEST_CHARACTERS} characters, so I asked no server. Say it in one or two sentences.`,
  )
}
