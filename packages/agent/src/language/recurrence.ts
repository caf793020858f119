import { cut } from './cut.ts'
import { maskQuoted } from './quoted.ts'

/** How an event repeats. */
export interface Recurrence {
  /** RRULE of RFC 5545: from the event's own start on. */
  rule: string
  /** "every Monday" */
  words: string
}

interface Found {
  /** Null: none is asked for. 'unclear': one that cannot be said with these words. */
  recurrence: Recurrence | 'unclear' | null
  rest: string
}

const names = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const day = '(mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)'
const onDay = new RegExp(`\\b(?:(?:every|each) ${day}(?:day)?|on ${day}days)\\b(?!'|,? and\\b|,? or\\b)`, 'i')
const ofUnit = /\b(?:every|each) (day|week|month|year)\b(?!')/i
const adverb = /\b(daily|weekly|monthly|yearly)\b(?=$|,| (?:on|at|from|for|in|starting)\b)/i
const rules: Record<string, string> = { day: 'DAILY', week: 'WEEKLY', month: 'MONTHLY', year: 'YEARLY' }
const units: Record<string, string> = { daily: 'day', weekly: 'week', monthly: 'month', yearly: 'year' }
const other = new RegExp(
  `\\b(?:every|each) (?:other|first|second|third|last|\\d+|two|three|four|few|weekday|workday|working|weekend|morning|afternoon|evening|night|${day}(?:day)?s?)\\b|\\b(?:fortnightly|biweekly)\\b|\\bon ${day}days\\b`,
  'i',
)
/** What says more of a repetition than that it goes on. */
const bounds = /\b(?:every|each|until|till|except|but|times|first|last|weeks?|weekend|months?|days)\b/i

/** Takes "every Monday" or "daily" out of a request for an event. The day of the week stays: it says when it starts. */
export function extractRecurrence(text: string): Found {
  const masked = maskQuoted(text)
  const found = onDay.exec(masked) ?? ofUnit.exec(masked) ?? adverb.exec(masked)
  if (!found) return { recurrence: other.test(masked) ? 'unclear' : null, rest: text }
  const [span, ...groups] = found
  const word = groups.find((group) => group !== undefined)?.toLowerCase() ?? ''
  const name = names.find((one) => one.toLowerCase().startsWith(word))
  const before = text.slice(0, found.index)
  const after = text.slice(found.index + span.length)
  const rest = name ? `${before}on ${name}${after}` : cut(text, { index: found.index, text: span })
  if (bounds.test(maskQuoted(rest))) return { recurrence: 'unclear', rest: text }
  const unit = name ? 'week' : (units[word] ?? word)
  return { recurrence: { rule: `FREQ=${rules[unit]}`, words: `every ${name ?? unit}` }, rest }
}
