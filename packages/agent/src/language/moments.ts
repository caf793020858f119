import { en, type ParsedComponents } from 'chrono-node'
import { DateTime, FixedOffsetZone } from 'luxon'
import { maskQuoted } from './quoted.ts'

/** What "now" and "here" mean for a request. */
export interface Clock {
  now: Date
  /** IANA zone. */
  timeZone: string
}

export type DayPartName = 'morning' | 'afternoon' | 'evening'

/** A point or span of time as somebody wrote it. Both ends are in the clock's zone. */
export interface Moment {
  text: string
  index: number
  start: DateTime
  end: DateTime | null
  hasDay: boolean
  hasTime: boolean
  /** The text named a month and no day. */
  isWholeMonth: boolean
  dayPart: DayPartName | null
}

// Words that are dates only beside a preposition: "will there be sun", "may I", "Sat" in a name.
const bareWord = /^(?:sun|sat|mon|wed|tue|thu|fri|may|mar|march|jan|dec|second|now)$/i
const dateWord = /(?:^|\b(?:on|this|next|last|by|until|till|before|due|in|since|for))\s+$/i
const relativeHours = /\bin (?:(\d+)|(an?|one|two|three|four|five|six|half an)) (hours?|minutes?)\b/i
const smallNumbers: Record<string, number> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  'half an': 0.5,
}

/** The local wall clock of `clock`, as a DateTime in its zone. */
export function localNow(clock: Clock): DateTime {
  return DateTime.fromJSDate(clock.now, { zone: clock.timeZone })
}

/**
 * Every date or time in the text, in order. Quotations are not read. Days are the person's own days, whatever the
 * zone of this process; wall-clock times that a DST change skips move forward by the gap.
 */
export function findMoments(text: string, clock: Clock): Moment[] {
  const masked = maskQuoted(text)
  const now = localNow(clock)
  const soon = findRelativeHours(masked, now)
  const readable = soon ? masked.replace(soon.text, ' '.repeat(soon.text.length)) : masked
  // The parser computes with the process's wall clock: it gets the person's wall clock to start from.
  const reference = new Date(now.year, now.month - 1, now.day, now.hour, now.minute)
  const isPast = /\b(?:last|yesterday|ago|past)\b/i.test(readable)
  const moments = en.GB.parse(readable, reference, { forwardDate: !isPast })
    .filter((found) => isDate(found.text, readable.slice(0, found.index)))
    .map((found): Moment => {
      const dayPart = dayPartOf(found.text)
      const start = toDateTime(found.start, found.text, clock)
      const isRelative = /\b(?:today|tonight|weekend|this (?:morning|afternoon|evening))\b/i.test(found.text)
      const isWholeMonth =
        found.start.isCertain('month') && !found.start.isCertain('day') && !found.start.isCertain('weekday')
      const isDayNamed =
        found.start.isCertain('day') || found.start.isCertain('weekday') || found.start.isCertain('month')
      return {
        text: found.text,
        index: found.index,
        start,
        end: found.end ? endOf(found.end, found.text, start, clock) : null,
        hasDay: isDayNamed || isRelative,
        hasTime: found.start.isCertain('hour'),
        isWholeMonth,
        dayPart,
      }
    })
  return (soon ? [soon, ...moments] : moments).sort((first, second) => first.index - second.index)
}

/** Whether a text speaks about any date, time or week. */
export function mentionsTime(text: string): boolean {
  if (/\b(?:weeks?|weekend|months?|days?|mornings?|afternoons?|evenings?|tonight)\b/i.test(maskQuoted(text)))
    return true
  return findMoments(text, { now: new Date(), timeZone: 'UTC' }).length > 0
}

/** The part of the day a text names. */
export function dayPartOf(text: string): DayPartName | null {
  const match = /\b(morning|afternoon|evening|night|tonight)s?\b/i.exec(text)?.[1]?.toLowerCase()
  if (!match) return null
  return match === 'morning' || match === 'afternoon' ? match : 'evening'
}

function isDate(text: string, before: string): boolean {
  if (/^(?:for|an?|now|within)\b/i.test(text) && !/\bnext\b/i.test(text)) return false
  return !bareWord.test(text) || (!/^(?:second|now)$/i.test(text) && dateWord.test(before))
}

function findRelativeHours(text: string, now: DateTime): Moment | null {
  const match = relativeHours.exec(text)
  if (!match) return null
  const amount = match[1] ? Number(match[1]) : (smallNumbers[match[2]?.toLowerCase() ?? ''] ?? 1)
  const isHours = match[3]?.toLowerCase().startsWith('hour')
  const start = now.plus({ minutes: amount * (isHours ? 60 : 1) }).startOf('minute')
  return {
    text: match[0],
    index: match.index,
    start,
    end: null,
    hasDay: true,
    hasTime: true,
    isWholeMonth: false,
    dayPart: null,
  }
}

function toDateTime(parts: ParsedComponents, text: string, { timeZone }: Clock): DateTime {
  const offset = parts.isCertain('timezoneOffset') ? parts.get('timezoneOffset') : null
  return DateTime.fromObject(
    { ...dateOf(parts), hour: hourOf(parts, text), minute: parts.get('minute') ?? 0 },
    { zone: offset === null ? timeZone : FixedOffsetZone.instance(offset) },
  ).setZone(timeZone)
}

function endOf(parts: ParsedComponents, text: string, start: DateTime, clock: Clock): DateTime {
  const isOwnDay = parts.isCertain('day') || parts.isCertain('weekday')
  if (isOwnDay && !parts.isCertain('hour')) return toDateTime(parts, text, clock)
  const read = toDateTime(parts, text, clock)
  let end = isOwnDay ? read : start.set({ hour: read.hour, minute: read.minute })
  if (end <= start && end.hour < 12) end = end.set({ hour: end.hour + 12 })
  return end <= start ? end.plus({ days: 1 }) : end
}

function dateOf(parts: ParsedComponents) {
  return { year: parts.get('year') ?? 1970, month: parts.get('month') ?? 1, day: parts.get('day') ?? 1 }
}

// "at 3" is an afternoon, "03:00" and "3 am" are not.
function hourOf(parts: ParsedComponents, text: string): number {
  const hour = parts.get('hour') ?? 0
  const isExact = parts.isCertain('meridiem') || !parts.isCertain('hour') || /\b0\d[:.]|morning|night/i.test(text)
  return !isExact && hour >= 1 && hour <= 6 ? hour + 12 : hour
}
