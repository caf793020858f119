import type { CalendarEvent } from '@chaperone/contracts'
import type { DateTime } from 'luxon'
import { formatSpan, localTime, toInstant } from '../answers/dates.ts'
import { calendarWords } from '../answers/describe-outcome.ts'
import { strong } from '../answers/parts.ts'
import { type CalendarConnection, extractCalendar } from '../language/calendar-phrase.ts'
import { extractDuration } from '../language/duration.ts'
import { type Clock, findMoments } from '../language/moments.ts'
import { maskQuoted } from '../language/quoted.ts'
import { extractRecurrence } from '../language/recurrence.ts'
import { nameFrom } from '../language/title.ts'
import { extractWhen, type When } from '../language/when.ts'
import { eventsLike, singleEvent } from '../lookups/find-event.ts'
import { findOverlaps } from '../lookups/find-overlaps.ts'
import { findTask } from '../lookups/find-task.ts'
import { runPlan } from '../plan-runner.ts'
import { changes, reads } from '../plan-steps.ts'
import type { Intent } from './intent.ts'
import { proposeDueDate } from './propose-due-date.ts'

interface Parsed {
  words: string
  /** The new time in words; null when the event is moved by a length of time. */
  target: string | null
  /** Minutes later; negative for earlier. */
  shift: number
  connection: CalendarConnection
  /** No calendar and no event was named: it may be a task. */
  isPerhapsTask: boolean
}

const move = /^(?:move|reschedule|shift|push(?: back)?|postpone|delay|bring(?: forward)?|make|change)\s+(.+)$/i

/** "Move lunch with Bob to Friday at 13:00", "push the review by 30 minutes"; also a task to a day, when no event has its name. */
export const moveEvent: Intent<Parsed> = {
  matches(text) {
    const { connection, rest } = extractCalendar(text)
    const words = move.exec(rest)?.[1]
    if (!words || /\btask\b/i.test(maskQuoted(words))) return null
    const isPerhapsTask = connection === null && !/\b(?:event|meeting|appointment)\b/i.test(maskQuoted(words))
    const base = { connection: connection ?? ('calendar' as const), isPerhapsTask }
    const [, what, length] =
      /^(.+?)\s+(?:forward\s+|back\s+)?(?:by\s+)?((?:an?|half|\d+|one|two|three|four)\b.*\b(?:hours?|minutes?|mins?)(?: (?:later|earlier))?)$/i.exec(
        words,
      ) ?? []
    const { minutes } = extractDuration(length ?? '')
    if (what && minutes && (/\bby\b/i.test(words) || /\b(?:later|earlier)$/i.test(words))) {
      const isEarlier = /\bearlier$|^bring forward/i.test(rest) || /\bforward\b/i.test(rest)
      return { ...base, words: what, target: null, shift: isEarlier ? -minutes : minutes }
    }
    const split = splitAtTime(words)
    return split && { ...base, ...split, shift: 0 }
  },

  run(context, { words, target, shift, connection, isPerhapsTask }) {
    const when = target === null ? null : extractWhen(target, context).when
    const day = isPerhapsTask && when?.hasDay && !when.hasTime ? when.start : null
    const steps = {
      find: reads(connection, 'Find the event'),
      ...(day && {
        task: reads('tasks', 'Otherwise find the task'),
        due: changes('tasks', 'Then change its due date'),
      }),
      look: reads(connection, 'See what is planned then'),
      move: changes(connection, 'Move it'),
    }
    return runPlan<keyof typeof steps | 'task' | 'due'>(context, steps, async (plan) => {
      if (target !== null && !when)
        return plan.stop(`I do not understand “${target}” as a time. Say for example “to Friday at 10:00”.`)
      if (target !== null && extractRecurrence(target).recurrence)
        return plan.stop('I cannot make an event repeat by moving it, so I changed nothing.')
      const { data: events, source } = await eventsLike(plan, 'find', { connection, words })
      if (events.length === 0 && day) {
        plan.note('find', 'no such event')
        const { data: task } = await findTask(plan, 'task', nameFrom(words, []))
        return proposeDueDate(plan, 'due', { task, due: day })
      }
      const event = singleEvent(plan, events, { words, source })
      if (event.recurrence)
        return plan.stop(
          strong(event.title),
          ' repeats, and I move single events only. Say “cancel” to take out one time, and “put” to add another.',
        )
      const { start, end } = when ? moved(event, when, context) : shifted(event, shift, context)
      if (start.toJSDate() < context.now)
        return plan.stop(`${formatSpan(start, end)} is over already, so I did not move `, strong(event.title), '.')
      const overlap = await findOverlaps(plan, 'look', { connection, start, end, moving: event })
      await plan.propose('move', {
        connection,
        tool: 'calendar_update_event',
        args: {
          eventId: event.id,
          version: event.version,
          startsAt: toInstant(start),
          endsAt: toInstant(end),
          ...overlap,
        },
        intention: [
          'I move ',
          strong(event.title),
          ` in ${calendarWords(connection, event.calendarName)} to ${formatSpan(start, end)}.`,
        ],
      })
    })
  },
}

// The new time starts right after its "to": in "move talk to investors to Friday" that is the second one.
function splitAtTime(words: string): { words: string; target: string } | null {
  const clock: Clock = { now: new Date(), timeZone: 'UTC' }
  for (const word of [/\s(?:to|until|till)\s/gi, /\s(?:on|at|for)\s/gi]) {
    for (const match of maskQuoted(words).matchAll(word)) {
      const target = words.slice(match.index + match[0].length)
      const first = findMoments(target, clock)[0]
      if (first && first.index <= 'the next at '.length) return { words: words.slice(0, match.index), target }
    }
  }
  return null
}

/** A new day keeps the time of day, a new time keeps the day; without a new end the length stays, also over a DST change. */
function moved(event: CalendarEvent, when: When, { timeZone }: Clock): { start: DateTime; end: DateTime } {
  const before = localTime(event.startsAt, timeZone)
  const length = localTime(event.endsAt, timeZone).diff(before)
  const day = when.hasDay ? when.start : before
  const time = when.hasTime ? when.start : before
  const start = day.set({ hour: time.hour, minute: time.minute, second: 0, millisecond: 0 })
  if (!when.end) return { start, end: start.plus(length) }
  const end = start.set({ hour: when.end.hour, minute: when.end.minute })
  return { start, end: end <= start ? end.plus({ days: 1 }) : end }
}

function shifted(event: CalendarEvent, minutes: number, { timeZone }: Clock): { start: DateTime; end: DateTime } {
  const start = localTime(event.startsAt, timeZone).plus({ minutes })
  return { start, end: localTime(event.endsAt, timeZone).plus({ minutes }) }
}
