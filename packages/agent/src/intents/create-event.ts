import { formatDay, formatLength, formatSpan, toInstant } from '../answers/dates.ts'
import { calendarWords } from '../answers/describe-outcome.ts'
import { strong } from '../answers/parts.ts'
import { type CalendarConnection, extractCalendar } from '../language/calendar-phrase.ts'
import { extractDuration } from '../language/duration.ts'
import { localNow } from '../language/moments.ts'
import { maskQuoted } from '../language/quoted.ts'
import { extractRecurrence } from '../language/recurrence.ts'
import { titleFrom } from '../language/title.ts'
import { extractWhen } from '../language/when.ts'
import { findOverlaps } from '../lookups/find-overlaps.ts'
import { runPlan } from '../plan-runner.ts'
import { changes, reads } from '../plan-steps.ts'
import type { Intent } from './intent.ts'

interface Parsed {
  /** Title and time, without the calendar and the length. */
  words: string
  minutes: number | null
  connection: CalendarConnection
}

const verb =
  /^(?:put|add|enter|insert|place|schedule|book|block|create|plan|set up|arrange|organi[sz]e|make|new|note)\s+(?:in\s+|down\s+)?(.+)$/i
const kind = /^(?:an?\s+|the\s+)?(?:new\s+)?(?:calendar\s+)?(?:event|entry|appointment)\b(?!\s+with\b)\s*:?\s*/i
const schedules = /^(?:schedule|book|block|set up|arrange|organi[sz]e)\b/i
const isEvent = /^\w+\s+(?:(?:an?|the)\s+(?:\w+\s+){0,2})?(?:event|meeting|appointment|entry|call with)\b/i

/** "Put lunch with Bob into my calendar tomorrow at 12:30 for an hour", "schedule a review on Friday 10:00–11:30". */
export const createEvent: Intent<Parsed> = {
  matches(text) {
    const { connection, rest } = extractCalendar(text)
    const words = verb.exec(rest)?.[1]
    if (!words) return null
    const isTask = /\b(?:tasks?|todos?)\b/i.test(maskQuoted(rest))
    if (!connection && (isTask || !(schedules.test(text) || isEvent.test(text)))) return null
    const { minutes, rest: withoutLength } = extractDuration(words)
    return { words: withoutLength.replace(kind, ''), minutes, connection: connection ?? 'calendar' }
  },

  run: (context, { words, minutes, connection }) => {
    const calendar = calendarWords(connection)
    const steps = {
      look: reads(connection, `See what is in ${calendar} then`),
      create: changes(connection, `Create the event in ${calendar}`),
    }
    return runPlan(context, steps, async (plan) => {
      const { recurrence, rest: once } = extractRecurrence(words)
      if (recurrence === 'unclear')
        return plan.stop(
          'I can repeat an event every day, week, month or year, or on one day of the week, without an end. I put nothing there.',
        )
      const { when, rest } = extractWhen(once, context)
      const title = titleFrom(rest)
      const example = 'Say for example “put lunch with Bob into my calendar tomorrow at 12:30 for an hour”.'
      if (title === '' || /^(?:it|this|that|something|event)$/i.test(title))
        return plan.stop(`What should the event be called? ${example}`)
      if (!when?.hasTime) context.notes.askedWhen()
      if (!when) return plan.stop('When should ', strong(title), ' be? Say for example “tomorrow at 12:30”.')
      if (!when.hasTime)
        return plan.stop(
          'At what time on ',
          strong(formatDay(when.start)),
          ` should “${title}” be? Say for example “at 12:30”.`,
        )
      const start = when.start
      const length = minutes ?? 60
      const end = when.end ?? start.plus({ minutes: length })
      if (end <= localNow(context))
        return plan.stop(`${formatSpan(start, end)} is over already, so I did not put “${title}” there.`)
      if (!when.end && minutes === null) plan.say(`You named no end, so I take ${formatLength(length)}.`)
      if (recurrence) plan.say('I look for what is in the way of the first time only.')
      const overlap = await findOverlaps(plan, 'look', { connection, start, end })
      plan.showed({ kind: 'event', id: null, title, connection, startsAt: null, when: null, hop: 0 })
      await plan.propose('create', {
        connection,
        tool: 'calendar_create_event',
        args: {
          title,
          startsAt: toInstant(start),
          endsAt: toInstant(end),
          timeZone: context.timeZone,
          ...(recurrence && { recurrence: recurrence.rule }),
          ...overlap,
        },
        intention: [
          'I put ',
          strong(title),
          ` into ${calendar} on ${formatSpan(start, end)}${recurrence ? `, and then ${recurrence.words}` : ''}.`,
        ],
      })
    })
  },
}
