import { DateTime, Interval } from 'luxon'

export interface FreeSlotQuestion {
  from: Date
  to: Date
  /** Length a slot must have at least. */
  minutes: number
  /** IANA zone in which `dayStart` and `dayEnd` are meant. */
  timeZone: string
  /** `HH:MM`, local. */
  dayStart: string
  /** `HH:MM`, local; `24:00` is midnight at the day's end. */
  dayEnd: string
  weekdaysOnly: boolean
  /** What is taken, in any order; may overlap. */
  busy: readonly { startsAt: Date; endsAt: Date }[]
}

export interface FreeSlot {
  startsAt: string
  endsAt: string
}

function localTime(day: DateTime, time: string): DateTime {
  const [hour, minute] = time.split(':').map(Number)
  return day.set({ hour: hour ?? 0, minute: minute ?? 0 })
}

/**
 * The free stretches inside working hours, in order. Wall-clock hours are kept on days on which clocks change, so such
 * a day is an hour shorter or longer only where its working hours contain the change.
 */
export function freeSlots(question: FreeSlotQuestion): FreeSlot[] {
  const range = Interval.fromDateTimes(question.from, question.to)
  // In order and merged once; each day then looks only at those that touch it. A call may have 2,000 events on 92 days.
  const busy = Interval.merge(question.busy.map(({ startsAt, endsAt }) => Interval.fromDateTimes(startsAt, endsAt)))
  let passed = 0
  const slots: FreeSlot[] = []
  let day = DateTime.fromJSDate(question.from, { zone: question.timeZone }).startOf('day')
  for (; day.toMillis() < question.to.getTime(); day = day.plus({ days: 1 }).startOf('day')) {
    if (question.weekdaysOnly && day.isWeekend) continue
    const hours = Interval.fromDateTimes(localTime(day, question.dayStart), localTime(day, question.dayEnd))
    // Invalid when both ends lie in the hour that a clock change leaves out.
    const open = hours.isValid ? hours.intersection(range) : null
    if (!open?.start) continue
    while (busy[passed]?.isBefore(open.start)) passed += 1
    let end = passed
    while (busy[end]?.overlaps(open)) end += 1
    for (const free of open.difference(...busy.slice(passed, end))) {
      if (free.length('minutes') < question.minutes) continue
      slots.push({ startsAt: instant(free.start), endsAt: instant(free.end) })
    }
  }
  return slots
}

function instant(time: DateTime | null): string {
  if (!time) throw new Error('a free stretch has two ends')
  return time.toJSDate().toISOString()
}
