import type { DateTime } from 'luxon'
import { cut } from './cut.ts'
import { type Clock, type DayPartName, findMoments, type Moment } from './moments.ts'

/** The one time that a request to change something speaks about. */
export interface When {
  start: DateTime
  /** Set when an end was named, as in "10:00–11:30". */
  end: DateTime | null
  hasDay: boolean
  hasTime: boolean
  dayPart: DayPartName | null
}

/** Takes the time out of a request: "review on Friday at 10" → Friday 10:00 and "review". A day and a time may stand apart. */
export function extractWhen(text: string, clock: Clock): { when: When | null; rest: string } {
  const moments = findMoments(text, clock)
  const day = moments.find((moment) => moment.hasDay) ?? null
  const time = moments.find((moment) => moment.hasTime) ?? null
  const used = [...new Set([day, time])].filter((moment): moment is Moment => moment !== null)
  if (used.length === 0) return { when: null, rest: text }

  const rest = used.sort((first, second) => second.index - first.index).reduce(cut, text)
  return { when: combine(day, time), rest }
}

function combine(day: Moment | null, time: Moment | null): When | null {
  const base = day ?? time
  if (!base) return null
  if (!day || !time || day === time) {
    const { start, end, hasDay, hasTime, dayPart } = base
    return { start, end, hasDay, hasTime, dayPart }
  }
  const onDay = (moment: DateTime) => day.start.set({ hour: moment.hour, minute: moment.minute })
  return {
    start: onDay(time.start),
    end: time.end && onDay(time.end),
    hasDay: true,
    hasTime: true,
    dayPart: day.dayPart,
  }
}
