import type { Connection } from '../registry.ts'
import type { Turn } from '../turn.ts'
import { CallRefused } from './refused.ts'
import { textLeaves } from './text-leaves.ts'

/**
 * Keeps private data of one server out of calls to a third party. A text argument is refused when it was seen in, or
 * contains, a private result of this turn; unless the person wrote it, or the third party itself told it.
 *
 * What it cannot see: text that was reworded, encoded or cut into short pieces, and numbers. A planner that does that
 * on purpose gets around it; the built-in planner never copies results into arguments of third parties.
 *
 * @throws CallRefused `private_data`
 * @see OWASP MCP Top 10 (2025) MCP10
 */
export function checkFlow(turn: Turn, connection: Connection, args: Record<string, unknown>): string {
  if (!connection.isThirdParty) return 'Flow policy: stays inside'
  const message = turn.message.toLowerCase()
  for (const text of textLeaves(args)) {
    if (message.includes(text) || turn.publicTexts.has(text)) continue
    for (const secret of turn.privateTexts) {
      if (secret.includes(text) || text.includes(secret)) {
        throw new CallRefused(
          'private_data',
          `The arguments carry text from your private data, which may not go to ${connection.title}.`,
        )
      }
    }
  }
  return `Flow policy: nothing private goes to ${connection.title}`
}

/** Remembers what a result told, for the calls that follow in this turn. */
export function labelResult(turn: Turn, connection: Connection, result: unknown): void {
  const texts = connection.holdsPrivateData ? turn.privateTexts : turn.publicTexts
  for (const text of textLeaves(result)) texts.add(text)
}
