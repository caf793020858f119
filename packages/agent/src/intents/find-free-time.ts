import type { FreeSlotList } from '@chaperone/contracts'
import { DateTime } from 'luxon'
import { formatDay, formatHours, formatLength, formatSpan, localTime } from '../answers/dates.ts'
import { type Phrase, strong } from '../answers/parts.ts'
import { nextQuarter } from '../choices/place-in-window.ts'
import { type CalendarConnection, extractCalendar } from '../language/calendar-phrase.ts'
import { asksForChange } from '../language/commands.ts'
import { extractDuration } from '../language/duration.ts'
import { localNow, mentionsTime } from '../language/moments.ts'
import { dayPartHours, extractPeriod, isWeekend, nextDays, onlyTodayLeft, type Period } from '../language/period.ts'
import { readFreeSlots } from '../lookups/read-free-slots.ts'
import { runPlan } from '../plan-runner.ts'
import { reads } from '../plan-steps.ts'
import type { Intent } from './intent.ts'

const asks = [
  /\b(?:am|are) (?:i|we) (?:\w+ )?free\b/i,
  /\b(?:is|when is) (?:the )?team(?: calendar)?\b.*\bfree\b/i,
  /\bfree (?:time|slots?|hours?|half|minutes?|mornings?|afternoons?|evenings?|days?|moments?)\b/i,
  /^(?:find|look for|search(?: for)?|get|show|give)\b.*\b(?:free|slots?|gap|opening)\b/i,
  /^(?:find|get|look for)\s+(?:me\s+)?(?:an?|\d+|one|two|three|four|half)\b.*\b(?:hours?|minutes?|mins?)\b/i,
  /^(?:do (?:i|we) have|have i got|is there) (?:any |some )?(?:time|room|space|an? (?:hour|gap|slot))\b/i,
  /^when (?:can|could) (?:\p{L}+ and )?(?:i|we)\b|^when (?:do|does) .*\bfree\b/iu,
]
const otherName = /\b(?:(?:meet|see)(?: with)?|when (?:can|could)) (\p{L}[\p{L}\p{M}-]*)/giu
const nobody =
  /^(?:i|we|us|me|you|up|on|at|in|for|from|between|before|after|this|next|again|with|about|the|my|our|an?|somebody|someone|everyone)$/i
const MOST_DAYS = 7

interface Parsed {
  text: string
  minutes: number | null
  connection: CalendarConnection
  /** Whose calendar nobody here can look at. */
  person: string | null
}

/** "When am I free on Thursday for two hours?", "find a free hour this week". */
export const findFreeTime: Intent<Parsed> = {
  matches(text) {
    if (asksForChange(text) || !asks.some((pattern) => pattern.test(text))) return null
    const { connection, rest } = extractCalendar(text)
    const { minutes, rest: withoutLength } = extractDuration(rest)
    const isTeam = /\b(?:team|we)\b/i.test(rest)
    return {
      text: withoutLength,
      minutes,
      connection: connection ?? (isTeam ? 'team-calendar' : 'calendar'),
      person: personIn(rest),
    }
  },

  run: (context, { text, minutes: asked, connection, person }) =>
    runPlan(
      context,
      { free: reads(connection, `Find free time in ${connection === 'calendar' ? 'your' : 'the team'} calendar`) },
      async (plan) => {
        const now = localNow(context)
        const period = extractPeriod(text, context).period ?? nextDays(now, 7)
        const minutes =
          asked ??
          (period.hasTime && !isWholeRest(period) ? Math.round(period.to.diff(period.from, 'minutes').minutes) : 60)
        const from = DateTime.max(period.from, nextQuarter(now))
        const to = period.hasTime && isWholeRest(period) ? period.from.plus({ minutes }) : period.to
        if (to <= from || (period.hasTime && period.from < now))
          return plan.stop('That time is over. Ask for a later one.')
        const left = onlyTodayLeft(period, now)
        if (left) plan.say(left)
        if (person) {
          const calendar = connection === 'calendar' ? 'your' : 'the team'
          plan.say(`I look at ${calendar} calendar only: that of `, strong(person), ' is not mine to see.')
        }
        const { data: slots, source } = await readFreeSlots(plan, 'free', {
          connection,
          from,
          to,
          minutes,
          timeZone: context.timeZone,
          hours: dayHours(period),
          hasWeekend: isWeekend(period),
        })
        const who = connection === 'calendar' ? 'You are' : 'The team calendar is'
        const within = period.dayPart ? `${period.words}, in the ${period.dayPart}` : period.words
        const words = period.hasTime ? formatSpan(from, to) : within
        if (slots.length === 0) {
          plan.tell(
            source,
            `${who} `,
            strong('not free'),
            period.hasTime ? ` on ${words}.` : ` for ${formatLength(minutes)} ${words}.`,
          )
          return
        }
        if (period.hasTime) {
          plan.tell(source, strong('Yes'), `: ${who.toLowerCase()} free on ${words}.`)
          return
        }
        plan.say(
          `${who} free for ${formatLength(minutes)} or more ${words}${period.dayPart ? '' : ', within working hours'}:`,
        )
        plan.list(slotLines(slots, context.timeZone), source)
      },
    ),
}

function personIn(text: string): string | null {
  const names = Array.from(text.matchAll(otherName), (match) => match[1] ?? '')
  return names.find((name) => !nobody.test(name) && !mentionsTime(name)) ?? null
}

// A time without an end asks about that time only, not about the rest of its day.
function isWholeRest({ from, to }: Period): boolean {
  return to.equals(from.startOf('day').plus({ days: 1 }))
}

function dayHours({ dayPart, hasTime }: Period): { from: number; to: number } | null {
  if (hasTime) return { from: 0, to: 24 }
  return dayPart && dayPartHours[dayPart]
}

function slotLines(slots: FreeSlotList['slots'], timeZone: string): Phrase[][] {
  const byDay = new Map<string, string[]>()
  for (const { startsAt, endsAt } of slots) {
    const [start, end] = [localTime(startsAt, timeZone), localTime(endsAt, timeZone)]
    const day = formatDay(start)
    byDay.set(day, [...(byDay.get(day) ?? []), formatHours(start, end)])
  }
  return [...byDay].slice(0, MOST_DAYS).map(([day, hours]) => [`${day}: `, strong(hours.join(', '))])
}
