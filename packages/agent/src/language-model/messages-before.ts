import { MODEL_EARLIER_CHARACTERS } from '@chaperone/contracts'
import type { PlannerContext } from '@chaperone/mcp-host'
import type { ModelMessage } from 'ai'

const NO_ANSWER = 'I gave no answer.'

/**
 * What was said before, as far as it fits: whole turns, the latest for certain. Only words: what servers told, the model asks
 * for again.
 */
export function messagesBefore({ earlier }: Pick<PlannerContext, 'earlier'>): ModelMessage[] {
  const messages: ModelMessage[] = []
  let left = MODEL_EARLIER_CHARACTERS
  for (const { message, answer } of earlier.toReversed()) {
    const content = (answer.trim() || NO_ANSWER).slice(0, MODEL_EARLIER_CHARACTERS)
    left -= message.length + content.length
    if (left < 0 && messages.length > 0) break
    messages.unshift({ role: 'user', content: message }, { role: 'assistant', content })
  }
  return messages
}
