import { eventListSchema } from '@chaperone/contracts'
import { toInstant } from '../answers/dates.ts'
import { calendarWords } from '../answers/describe-outcome.ts'
import { eventLines } from '../answers/events.ts'
import { count, strong } from '../answers/parts.ts'
import { shownEvent } from '../conversation/thing.ts'
import { type CalendarConnection, extractCalendar } from '../language/calendar-phrase.ts'
import { asksForChange } from '../language/commands.ts'
import { localNow, mentionsTime } from '../language/moments.ts'
import { dayPartHours, extractPeriod, nextDays } from '../language/period.ts'
import { runPlan } from '../plan-runner.ts'
import { reads } from '../plan-steps.ts'
import type { Intent } from './intent.ts'
import { speaksOfWeather } from './weather-forecast.ts'

const about = /\b(?:calendars?|agenda|diary|schedule|events?|meetings?|appointments?)\b/i
const whatIsOn = [
  /^(?:what|what's|anything|is there anything|do i have|am i)\b.*\b(?:have|on|doing|happening|planned|scheduled|going on|up|busy|anything)\b/i,
  /^how(?:'s| is| does) (?:my|the|our) (?:day|week|weekend|month)\b/i,
]
const MOST_LINES = 20

/** "What's in my calendar tomorrow?", "my meetings this week", "what do I have on Friday". */
export const listEvents: Intent<{ text: string; connection: CalendarConnection }> = {
  matches(text) {
    if (asksForChange(text)) return null
    if (!about.test(text) && !asksWhatIsOn(text)) return null
    const { connection } = extractCalendar(text)
    return { text, connection: connection ?? (/\bteam\b/i.test(text) ? 'team-calendar' : 'calendar') }
  },

  run: (context, { text, connection }) => {
    const calendar = calendarWords(connection)
    return runPlan(context, { events: reads(connection, `Read ${calendar}`) }, async (plan) => {
      const asked = extractPeriod(text, context).period ?? nextDays(localNow(context), 7)
      const hours = asked.dayPart && asked.to.diff(asked.from, 'days').days <= 1 ? dayPartHours[asked.dayPart] : null
      const from = hours ? asked.from.startOf('day').set({ hour: hours.from }) : asked.from
      const to = hours ? asked.from.startOf('day').set({ hour: hours.to }) : asked.to
      const words = hours ? `${asked.words}, in the ${asked.dayPart}` : asked.words
      const { data, source } = await plan.read('events', {
        connection,
        tool: 'calendar_list_events',
        args: { from: toInstant(from), to: toInstant(to) },
        result: eventListSchema,
      })
      const { events } = data
      if (events.length === 0) {
        plan.tell(source, `Nothing is in ${calendar} ${words}.`)
        return
      }
      plan.showed(...events.slice(0, MOST_LINES).map((event) => shownEvent(event, { connection, hop: source.hop })))
      plan.say(strong(count(events.length, 'event')), ` in ${calendar} ${words}:`)
      const lines = eventLines(events.slice(0, MOST_LINES), { period: { from, to }, timeZone: context.timeZone })
      plan.list(lines, source)
      if (events.length > MOST_LINES)
        plan.say(`And ${events.length - MOST_LINES} more: ask for a single day to see them.`)
    })
  },
}

// The "on" may also be the one of "what will the weather be on Friday".
function asksWhatIsOn(text: string): boolean {
  return whatIsOn.some((pattern) => pattern.test(text)) && mentionsTime(text) && !speaksOfWeather(text)
}
