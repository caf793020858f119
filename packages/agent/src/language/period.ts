import { DateTime } from 'luxon'
import { dayWithRelation, formatDay } from '../answers/dates.ts'
import { cut } from './cut.ts'
import { type Clock, type DayPartName, dayPartOf, findMoments, localNow, type Moment } from './moments.ts'
import { numberOf, numberPattern } from './numbers.ts'
import { maskQuoted } from './quoted.ts'

/** A span of days that a question asks about; `to` is exclusive. Both are in the clock's zone. */
export interface Period {
  from: DateTime
  to: DateTime
  /** How an answer names it: "this week", "tomorrow, Tuesday 24 November". */
  words: string
  dayPart: DayPartName | null
  /** Set when a time of day was named; then `from` is that time. */
  hasTime: boolean
}

/** Local hours of each part of the day, as the forecast divides it. */
export const dayPartHours: Record<DayPartName, { from: number; to: number }> = {
  morning: { from: 6, to: 12 },
  afternoon: { from: 12, to: 18 },
  evening: { from: 18, to: 24 },
}

/** The parts of a day that a period speaks of: named, or around its time. None for hours before the first. */
export function dayPartsOf({ from, to, dayPart, hasTime }: Period): DayPartName[] {
  const names = Object.keys(dayPartHours) as DayPartName[]
  if (dayPart) return [dayPart]
  if (!hasTime) return names
  const midnight = from.startOf('day')
  const isPoint = to.equals(midnight.plus({ days: 1 }))
  return names.filter((name) => {
    const start = midnight.set({ hour: dayPartHours[name].from })
    const end = midnight.set({ hour: dayPartHours[name].to })
    return from < end && (isPoint ? from >= start : to > start)
  })
}

/** A span such as "this week" or "the next two days". */
export const timeSpan = new RegExp(
  `\\b(?:(?:the )?(?:rest of |remainder of |end of )?(?:the |this |next |coming )*(?:(?:${numberPattern}) )?(week(?:end)?|days|weeks|month)\\b)(?!-)`,
  'i',
)

/** Takes the period out of a question: "weather in Lisbon this week" → Monday to Sunday and "weather in Lisbon". */
export function extractPeriod(text: string, clock: Clock): { period: Period | null; rest: string } {
  const masked = maskQuoted(text)
  const match = timeSpan.exec(masked)
  // "in two weeks" is a day, "in the next two weeks" a period.
  const isPoint =
    match !== null &&
    /^\s*(?!the|next|this|coming)\S+ (?:days|weeks)$/i.test(match[0]) &&
    /\bin\s+$/i.test(masked.slice(0, match.index))
  if (match && !isPoint) {
    const period = periodOfSpan(match[0].toLowerCase(), match[1]?.toLowerCase() ?? 'week', localNow(clock))
    if (period) {
      const rest = cut(text, { index: match.index, text: match[0] })
      return { period: { ...period, dayPart: dayPartOf(maskQuoted(text)) }, rest }
    }
  }
  const moments = findMoments(text, clock)
  const moment = moments.find(({ hasDay }) => hasDay) ?? moments[0]
  if (!moment) return { period: null, rest: text }
  const time = moments.find((other) => other !== moment && other.hasTime)
  const rest = [moment, ...(time ? [time] : [])].sort((first, second) => second.index - first.index).reduce(cut, text)
  return { period: periodOfMoment(moment, time, text, clock), rest }
}

/** The period of one local day. */
export function wholeDay(day: DateTime, now: DateTime): Period {
  const from = day.startOf('day')
  return { from, to: from.plus({ days: 1 }), words: dayWithRelation(from, now), dayPart: null, hasTime: false }
}

/** Says so where today is all that is left of a longer span, such as "this week" on a Sunday; null otherwise. */
export function onlyTodayLeft({ to, words }: Period, now: DateTime): string | null {
  const isLast = now.startOf('day').plus({ days: 1 }) >= to && to > now
  if (!isLast || !/^(?:this (?:week|month)|at the weekend)$/.test(words)) return null
  return `Only today is left of ${words.replace('at the', 'this')}.`
}

/** From the start of today, so many days. */
export function nextDays(now: DateTime, days: number): Period {
  const from = now.startOf('day')
  return { from, to: from.plus({ days }), words: `in the next ${days} days`, dayPart: null, hasTime: false }
}

/** Whether a period holds no working day. */
export function isWeekend({ from, to }: Period): boolean {
  return from.isWeekend && to.minus({ milliseconds: 1 }).isWeekend && to.diff(from, 'days').days <= 2.1
}

function periodOfSpan(words: string, unit: string, now: DateTime): Period | null {
  const today = now.startOf('day')
  const isNext = /\bnext\b|\bcoming\b/.test(words)
  const base = { dayPart: null, hasTime: false }
  const amount = numberOf(words)
  if (unit === 'days' || unit === 'weeks') {
    const days = (amount ?? (unit === 'days' ? 7 : 2)) * (unit === 'weeks' ? 7 : 1)
    return { ...base, from: today, to: today.plus({ days }), words: `in the next ${days} days` }
  }
  if (unit === 'month') {
    const from = isNext ? today.startOf('month').plus({ months: 1 }) : today
    return { ...base, from, to: from.startOf('month').plus({ months: 1 }), words: isNext ? 'next month' : 'this month' }
  }
  if (unit === 'weekend') {
    const saturday = today.startOf('week').plus({ days: 5, weeks: isNext ? 1 : 0 })
    const from = DateTime.max(saturday, today)
    return { ...base, from, to: saturday.plus({ days: 2 }), words: isNext ? 'next weekend' : 'at the weekend' }
  }
  const monday = today.startOf('week').plus({ weeks: isNext ? 1 : 0 })
  return {
    ...base,
    from: isNext ? monday : today,
    to: monday.plus({ weeks: 1 }),
    words: isNext ? 'next week' : 'this week',
  }
}

function periodOfMoment(moment: Moment, time: Moment | undefined, text: string, clock: Clock): Period {
  const now = localNow(clock)
  const dayPart = moment.dayPart ?? dayPartOf(maskQuoted(text))
  if (moment.isWholeMonth) {
    const from = moment.start.startOf('month')
    return {
      from: from < now ? now.startOf('day') : from,
      to: from.plus({ months: 1 }),
      words: `in ${from.setLocale('en').toFormat('LLLL')}`,
      dayPart,
      hasTime: false,
    }
  }
  const start = time ? moment.start.set({ hour: time.start.hour, minute: time.start.minute }) : moment.start
  if (moment.end && !moment.hasTime) {
    const from = moment.start.startOf('day')
    const to = moment.end.startOf('day').plus({ days: 1 })
    return { from, to, words: `from ${formatDay(from)} to ${formatDay(moment.end)}`, dayPart, hasTime: false }
  }
  const day = wholeDay(start, now)
  if (!moment.hasTime && !time) return { ...day, dayPart }
  const end = time?.end ?? moment.end
  return { ...day, from: start, to: end ?? day.to, dayPart, hasTime: true }
}
