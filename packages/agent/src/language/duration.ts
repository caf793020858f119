import { numberOf, numberPattern } from './numbers.ts'
import { maskQuoted } from './quoted.ts'

const lead = '(?:\\b(?:for|lasting|of|about|around|taking)\\s+)*'
const kind = '(?:(?:free|dry|spare|open|quiet|sunny|uninterrupted)\\s+)?'
const forms: { pattern: RegExp; minutes: (match: RegExpExecArray) => number }[] = [
  { pattern: new RegExp(`${lead}\\ban? ${kind}hour and a half\\b`, 'i'), minutes: () => 90 },
  {
    pattern: new RegExp(`${lead}\\b(${numberPattern}) and a half ${kind}hours?\\b`, 'i'),
    minutes: (m) => amount(m[1]) * 60 + 30,
  },
  { pattern: new RegExp(`${lead}\\bhalf an? ${kind}hour\\b|${lead}\\bhalf-hour\\b`, 'i'), minutes: () => 30 },
  { pattern: new RegExp(`${lead}\\b(?:a )?quarter of an hour\\b`, 'i'), minutes: () => 15 },
  { pattern: new RegExp(`${lead}\\b(?:three quarters of an hour)\\b`, 'i'), minutes: () => 45 },
  {
    pattern: new RegExp(
      `${lead}\\b(${numberPattern})[\\s-]?${kind}(?:hours?|hrs?|h)(?:(?: and)? (\\d+) ?(?:minutes?|mins?|m))?\\b`,
      'i',
    ),
    minutes: (m) => amount(m[1]) * 60 + (m[2] ? Number(m[2]) : 0),
  },
  {
    pattern: new RegExp(`${lead}\\b(${numberPattern})[\\s-]?${kind}(?:minutes?|mins?)\\b`, 'i'),
    minutes: (m) => amount(m[1]),
  },
]

function amount(text: string | undefined): number {
  return numberOf(text ?? '') ?? 1
}

/** Takes a length of time out of a text: "lunch for an hour" → 60 minutes and "lunch". "in two hours" is a time, not a length. */
export function extractDuration(text: string): { minutes: number | null; rest: string } {
  const masked = maskQuoted(text)
  for (const { pattern, minutes } of forms) {
    const match = pattern.exec(masked)
    if (!match || /\b(?:in|by|within)\s+$/i.test(masked.slice(0, match.index))) continue
    const length = Math.round(minutes(match))
    if (length < 1 || length > 24 * 60) continue
    const rest = `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`
    return { minutes: length, rest: rest.replace(/\s+/g, ' ').trim() }
  }
  return { minutes: null, rest: text }
}
