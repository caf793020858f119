import { beginsSentence } from '../language/sentence.ts'

/** How half a sentence begins that only the request before makes whole: "what about Lisbon", "in the team calendar". */
const half = /^(?:(?:what|how) about|what if|same|or|but|only|just|in|at|on|for|near|from)\b/i
/** What only a whole sentence has: "on Friday am I free". */
const clause = /\b(?:what|when|where|which|who|am|is|are|do|does|did|will|would|can|could|should|have)\b/i
/** One thing, as an answer names it: "the dentist appointment". */
const oneThing = /\b(?:one|task|todo|event|meeting|appointment|entry)\b(?!:)/i

/**
 * Whether a message is a whole request by itself. Then it answers no question and changes no request of before, however
 * many of its words would fit: a question that is taken for an answer could become a deletion.
 *
 * @param isUnderstood whether it is one of the requests that the planner knows
 */
export function standsAlone(text: string, isUnderstood: boolean): boolean {
  if (half.test(text)) return isUnderstood && clause.test(text.replace(half, ''))
  if (beginsSentence(text)) return true
  return isUnderstood && (!oneThing.test(text) || /\bnext\b/i.test(text))
}
