import { firstQuoted } from './quoted.ts'

/**
 * A title out of what remains of a request: a quotation word for word, else the text without articles in front,
 * prepositions left over at the end and stray punctuation, starting with a capital. Empty when nothing remains.
 */
export function titleFrom(text: string): string {
  const quoted = firstQuoted(text)
  if (quoted) return quoted
  const words = stripEnds(text)
  const title = stripEnds(words.replace(/^(?:for\s+)?(?:an?|the|my|our|some|another|for)\s+(?=\S)/i, ''))
  return title.charAt(0).toUpperCase() + title.slice(1)
}

/** What somebody calls a thing that exists: quotation marks, articles and the word for its kind removed. */
export function nameFrom(text: string, kinds: readonly string[]): string {
  const quoted = firstQuoted(text)
  if (quoted) return quoted
  const kind = kinds.join('|')
  let name = stripEnds(text)
  for (let previous = ''; previous !== name; ) {
    previous = name
    name = stripEnds(
      name
        .replace(/^(?:an?|the|my|our|that|this)\s+/i, '')
        .replace(
          new RegExp(`^(?:${kind})(?:\\s+(?:called|named|titled))?\\b(?!\\s+(?:with|for|about)\\b):?\\s*`, 'i'),
          '',
        )
        .replace(new RegExp(`(?:^|\\s+)(?:${kind})$`, 'i'), ''),
    )
  }
  return name
}

function stripEnds(text: string): string {
  return text
    .trim()
    .replace(/^(?:[\s,;:.–-]|(?:called|named|titled|that|to|about)\s+(?=\S))+/i, '')
    .replace(/(?:[\s,;:.–-]|\s(?:on|at|by|in|into|to|for|from|due|with|and|of))+$/i, '')
    .trim()
}
