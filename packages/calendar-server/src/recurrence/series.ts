import { DateTime } from 'luxon'
import { RRuleTemporal } from 'rrule-temporal'

/** No instant of this server lies behind it: the end of whatever never ends. */
export const ENDLESS = new Date(Date.UTC(2200, 0, 1))

/** An event as far as its times go. An event that takes place once is a series of one. */
export interface Series {
  /** Of the first occurrence. */
  startsAt: Date
  endsAt: Date
  /** IANA zone whose wall clock the occurrences follow. */
  timeZone: string
  /** A rule that `recurrenceProblem` has nothing against; null for an event that takes place once. */
  recurrence: string | null
  /** Starts of occurrences that were taken out. */
  excluded: readonly Date[]
  lastEndsAt: Date
}

export interface Occurrence {
  startsAt: Date
  endsAt: Date
}

/**
 * The occurrences that overlap a range, in order. Each keeps the wall-clock time of the first one when clocks change,
 * and its exact length. One whose wall-clock time does not exist on its day is left out.
 *
 * @see RFC 5545 §3.3.10: "nonexistent local time … MUST be ignored and MUST NOT be counted"
 */
export function occurrencesIn(series: Series, { from, to }: { from: Date; to: Date }): Occurrence[] {
  const length = lengthOf(series)
  const first = new Date(from.getTime() - length)
  const last = new Date(Math.min(to.getTime(), series.lastEndsAt.getTime() - length))
  const excluded = new Set(series.excluded.map(Number))
  return startsBetween(series, first, last)
    .filter((start) => start > first.getTime() && start < to.getTime() && !excluded.has(start))
    .map((start) => ({ startsAt: new Date(start), endsAt: new Date(start + length) }))
}

function startsBetween(series: Series, first: Date, last: Date): number[] {
  if (!series.recurrence) return [series.startsAt.getTime()]
  if (first > last) return []
  // The last occurrence bounds the range, so COUNT need not be counted: the library then jumps to the range.
  const rule = ruleOf(series, series.recurrence.replace(/;?(?:COUNT|UNTIL)=[^;]*/, ''))
  return rule.between(first, last, true).map(({ epochMilliseconds }) => epochMilliseconds)
}

/**
 * End of the last occurrence; `ENDLESS` when there is none. Null when the start is not an occurrence of its own rule,
 * which also keeps out rules without any occurrence.
 */
export function lastEndOf(series: Omit<Series, 'excluded' | 'lastEndsAt'>): Date | null {
  if (!series.recurrence) return series.endsAt
  const count = Number(/COUNT=(\d+)/.exec(series.recurrence)?.[1] ?? 0)
  const until = /UNTIL=/.test(series.recurrence)
  const bounded = until ? series.recurrence : `${series.recurrence.replace(/;?COUNT=\d+/, '')};UNTIL=21991231T235959Z`
  const rule = ruleOf(series, bounded)
  const [first] = rule.all((_, index) => index < 1)
  if (first?.epochMilliseconds !== series.startsAt.getTime()) return null
  if (count === 0 && !until) return ENDLESS
  const last = until ? rule.previous(ENDLESS, true) : rule.all((_, index) => index < count).at(-1)
  return new Date((last ?? first).epochMilliseconds + lengthOf(series))
}

function ruleOf({ startsAt, timeZone }: Pick<Series, 'startsAt' | 'timeZone'>, recurrence: string): RRuleTemporal {
  const start = DateTime.fromJSDate(startsAt, { zone: timeZone }).toISO()
  const dtstart = { timeZoneId: timeZone, toString: () => `${start}[${timeZone}]` }
  return new RRuleTemporal({ rruleString: `RRULE:${recurrence}`, dtstart, cache: false })
}

/** Milliseconds. */
function lengthOf({ startsAt, endsAt }: Pick<Series, 'startsAt' | 'endsAt'>): number {
  return endsAt.getTime() - startsAt.getTime()
}
