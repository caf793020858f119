import { firstQuoted } from './quoted.ts'

/** A place as somebody named it: "Porto, Portugal" → name and country. */
export interface PlaceName {
  name: string
  country: string | null
}

const afterPreposition = /\b(?:in|at|for|near|around|of)\s+(.+)$/iu
const weatherWords =
  /\b(?:what|what's|whats|how|how's|is|it|the|will|would|there|be|like|going|gonna|to|do|does|i|we|need|should|take|an?|any|get|have|tell|me|show|give|about|weather|forecast|temperature|report|rain(?:y|ing|s)?|umbrella|jacket|coat|jumper|sunny|sunshine|sun|snow(?:y|ing)?|wind(?:y)?|cold(?:er)?|warm(?:er)?|hot(?:ter)?|dry|wet|stormy?|degrees|current|currently|right|now|outside|today|please|out|my|looking|look|for|in|at|here|home|place|and|on|of|up|check)\b/giu
const noPlace = /^(?:here|home|outside|there|my (?:place|area|city|town)|me|us|town|general|advance)$/i

/** The place in what remains of a weather question once its time is taken out; null when none is named. */
export function placeIn(text: string): PlaceName | null {
  const quoted = firstQuoted(text)
  if (quoted) return splitCountry(quoted)
  const found = afterPreposition.exec(text)?.[1]
  if (found) {
    const name = found
      .replace(/\s+(?:and|or|during|over|so|to|for|right now|now|at the moment|currently|like|look)\b.*$/iu, '')
      .replace(/[?.!;:]+.*$/u, '')
    return toPlace(name)
  }
  const leftover = text
    .replace(/'s\b/gi, '')
    .replace(weatherWords, ' ')
    .replace(/[^\p{L}\p{M}',. -]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return leftover.split(' ').length <= 4 ? toPlace(leftover) : null
}

/** A place out of words that are nothing but a place, such as "Porto (Portugal)". */
export function toPlace(text: string): PlaceName | null {
  const name = text.replace(/^[\s,.]+|[\s,.]+$/g, '').replace(/^(?:the (?:city|town) of|the)\s+/i, '')
  return name === '' || noPlace.test(name) || !/\p{L}/u.test(name) ? null : splitCountry(name)
}

function splitCountry(text: string): PlaceName {
  const match = /^(.+?)\s*(?:,\s*|\()(.+?)\)?$/u.exec(text)
  return match?.[1] && match[2] ? { name: match[1], country: match[2] } : { name: text, country: null }
}
