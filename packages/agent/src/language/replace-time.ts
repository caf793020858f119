import { type Clock, findMoments } from './moments.ts'
import { timeSpan } from './period.ts'
import { maskQuoted } from './quoted.ts'

const preposition = /\b(?:on|at|in|during|for|over)\s+$/i
const weekday = /^(?:mon|tues|wednes|thurs|fri|satur|sun)day\b/i

/** The text with another time in the place of its own, or at its end where it had none. */
export function replaceTime(text: string, time: string, clock: Clock): string {
  const words = weekday.test(time) ? `on ${time}` : time
  const whole = timeSpan.exec(maskQuoted(text))
  const spans = whole ? [{ index: whole.index, text: whole[0] }] : findMoments(text, clock)
  const [first] = spans
  if (!first) return `${text} ${words}`
  const last = spans.at(-1) ?? first
  const before = text.slice(0, first.index).replace(preposition, '')
  // A day and a time that stand apart are one time; what is between them stays.
  const between =
    spans.length > 1 ? text.slice(first.index + first.text.length, last.index).replace(preposition, '') : ''
  const after = text.slice(last.index + last.text.length)
  return `${before.trimEnd()} ${words}${between.trimEnd()}${after}`.trim()
}
