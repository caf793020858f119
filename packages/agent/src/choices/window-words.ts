import { wishPattern } from './rank-windows.ts'

const which = new RegExp(
  `\\b(?:(?:on|in|during|at|for)\\s+)?(?:the |a )?(?:${wishPattern})(?:\\s+(?:part of the )?(?:mornings?|afternoons?|evenings?|days?|time|weather|one))?\\b`,
  'gi',
)
const asking =
  /\b(?:when|which|what|find|tell me|show me|look for|search(?: for)?|pick|choose|get|will|is|be|are|the|it)(?:'s)?\s+(?:(?:mornings?|afternoons?|evenings?|days?|time)\b)?/gi

/** The text without the words that say which window is wanted, so that its period and place remain. */
export function withoutWindow(text: string): string {
  return text.replace(which, ' ').replace(asking, ' ').replace(/\s+/g, ' ').trim()
}
