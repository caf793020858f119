import type { DateTime } from 'luxon'
import { asksForChange } from '../language/commands.ts'
import { type Clock, localNow } from '../language/moments.ts'
import { extractPeriod } from '../language/period.ts'
import { placeIn } from '../language/place-name.ts'
import { replaceTime } from '../language/replace-time.ts'
import { looksLikeName } from '../language/sentence.ts'
import { extractWhen } from '../language/when.ts'

const joint = /^(?:(?:and|or|but|only|just)\s+)+/i
const opening = /^(?:(?:what|how)\s+about|what\s+if\s+it(?:'s| is)|same\s+(?:for|in|on))\s+/i
const partOfDay = /^in the (?:morning|afternoon|evening)$/i
const nextDay = /^(?:on )?(?:the )?(?:next|following) day$|^the day after(?: that)?$/i
const teamCalendar = /^(?:in |for )?(?:the )?team(?:'s)? calendar$/i
const ownCalendar = /\b(?:my|the|our) calendar\b/i

export interface ChangedRequest {
  text: string
  /** The other name, where one was said. */
  name: string | null
}

/**
 * The last question with another time or another name: "and on Friday?", "what about Lisbon", "and in Apollo next week".
 * Null for anything else, and after a request that changes something: nobody means a second one by half a sentence.
 */
export function changedRequest(text: string, before: string, clock: Clock): ChangedRequest | null {
  if (asksForChange(before) || asksForChange(text)) return null
  const said = text.replace(joint, '')
  const isOpened = opening.test(said)
  const body = said.replace(opening, '')
  if (partOfDay.test(body)) return { text: `${before} ${body}`, name: null }
  if (nextDay.test(body)) return { text: replaceTime(before, dayAfter(before, clock), clock), name: null }
  if (teamCalendar.test(body) && ownCalendar.test(before))
    return { text: before.replace(ownCalendar, 'the team calendar'), name: null }

  const { period, rest } = extractPeriod(body, clock)
  const remaining = rest.replace(/^(?:and|then|on|at|for|in)$/i, '').trim()
  const named = remaining === '' ? null : nameIn(remaining, isOpened)
  if ((!period && !named) || (remaining !== '' && !named)) return null
  const withName = named ? withOtherName(before, named, clock) : before
  if (!period) return { text: withName, name: named }
  const time = named ? body.replace(remaining, '').trim() : body
  return { text: replaceTime(withName, onDayOf(before, time, clock), clock), name: named }
}

/** A time of day with the day of the last request, where it names none of its own. */
function onDayOf(before: string, time: string, clock: Clock): string {
  const said = extractWhen(time, clock).when
  const { when } = extractWhen(before, clock)
  if (!said?.hasTime || said.hasDay || !when?.hasDay) return time
  return `${dateWords(when.start)} ${time}`
}

function dateWords(day: DateTime): string {
  return `on ${day.setLocale('en').toFormat('d LLLL yyyy')}`
}

/** The day after those that a request asks about; after today, where it names none. */
function dayAfter(before: string, clock: Clock): string {
  const { period } = extractPeriod(before, clock)
  const lastDay = period ? period.to.minus({ milliseconds: 1 }) : localNow(clock)
  return dateWords(lastDay.plus({ days: 1 }))
}

/** The request with the place of the last one for its "there". */
export function withPlaceOf(before: string, text: string, clock: Clock): string | null {
  if (!/\sthere$/i.test(text) || asksForChange(before)) return null
  const place = placeIn(extractPeriod(before, clock).rest)
  return place && text.replace(/\s+there$/i, ` in ${place.name}`)
}

/** A name that stands alone: after a preposition, or after "what about". */
function nameIn(text: string, isOpened: boolean): string | null {
  const [, preposition, words] = /^(?:(in|at|near|for|from)\s+)?(.+)$/i.exec(text) ?? []
  if (!words || (!preposition && !isOpened)) return null
  return looksLikeName(words) ? words : null
}

function withOtherName(before: string, name: string, clock: Clock): string {
  const old = placeIn(extractPeriod(before, clock).rest)
  if (!old) return `${before} in ${name}`
  const words = old.country && before.includes(`${old.name}, ${old.country}`) ? `${old.name}, ${old.country}` : old.name
  const at = before.lastIndexOf(words)
  if (at < 0) return `${before} in ${name}`
  return before.slice(0, at) + name + before.slice(at + words.length)
}
