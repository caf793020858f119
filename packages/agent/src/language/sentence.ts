import { asksForChange } from './commands.ts'

const asks =
  /^(?:(?:what|when|where|who|how|why|which)(?:'s|'re|'ll|s)?|whose|is|are|am|was|were|isn't|aren't|do|does|did|don't|will|would|won't|can|could|should|shall|must|has|have|had|any|anything|show|list|display|open|describe|tell|give|find|search|look|get|check|compare|count|brief|prepare|help|let|call|erase|arrange|organi[sz]e|bring|push|delay|retitle|reword|resolve|tick|keep|store|bookmark|pin|grant|start|i|i'm|i've|i'd|we|you|he|she|they|there|please|nobody|somebody)(?:,|\s)/i
/** "New York" is a place, "new task" an order. */
const newName = /^new (?!(?:tasks?|todos?|reminder|event|entry|appointment|meeting|calendar)\b)/i
const noName = /^(?:yes|yep|no|nope|none|ok(?:ay)?|sure|right|good|great|fine|why|what|who|how|stop|never ?mind)\b/i
/** Parts of names that are written small: "Rio de Janeiro". */
const particle = /^(?:de|do|da|dos|das|del|di|la|le|les|el|of|the|and|upon|sur|am|an|der|den|van|von|y|e)$/

const MOST_WORDS = 4

/** Whether a text begins as a question or an order does. Such a text is no name, whatever follows. */
export function beginsSentence(text: string): boolean {
  return asks.test(text) || (/^\p{L}+\s/u.test(text) && asksForChange(text) && !newName.test(text))
}

/** Whether a text looks like a name and nothing else: one to four words with capitals, or a quotation. */
export function looksLikeName(text: string): boolean {
  const isCapital = (word: string, index: number) => /^[\p{Lu}\p{N}]/u.test(word) || (index > 0 && particle.test(word))
  return /^"[^"]+"$/.test(text) || (isPlain(text) && text.split(' ').every(isCapital))
}

/** Whether a text can be a name where somebody was asked for one: also in small letters. */
export function isPerhapsName(text: string): boolean {
  return looksLikeName(text) || (isPlain(text) && text === text.toLowerCase())
}

function isPlain(text: string): boolean {
  const isShort = text !== '' && text.split(' ').length <= MOST_WORDS
  return isShort && !noName.test(text) && !beginsSentence(text) && /^[\p{L}\p{M}\p{N}"' ,.()&-]+$/u.test(text)
}
