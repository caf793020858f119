import { eventListSchema } from '@chaperone/contracts'
import { toInstant } from '../answers/dates.ts'
import { calendarWords } from '../answers/describe-outcome.ts'
import { eventLine } from '../answers/events.ts'
import { shownEvent } from '../conversation/thing.ts'
import { bestMatches } from '../language/best-match.ts'
import { type CalendarConnection, extractCalendar } from '../language/calendar-phrase.ts'
import { asksForChange } from '../language/commands.ts'
import { localNow } from '../language/moments.ts'
import { SEARCH_DAYS } from '../lookups/find-event.ts'
import { runPlan } from '../plan-runner.ts'
import { reads } from '../plan-steps.ts'
import type { Intent } from './intent.ts'

const next = /\bnext (?:event|meeting|appointment|entry)(?: (?:with|about|called) (.+))?$/i
const whatIsNext = /^what(?:'s| is| comes) next$/i

/** "What's my next event?", "when is my next meeting with Bob". */
export const nextEvent: Intent<{ wanted: string; connection: CalendarConnection }> = {
  matches(text) {
    if (asksForChange(text)) return null
    const { connection, rest } = extractCalendar(text)
    const found = next.exec(rest) ?? (connection && whatIsNext.exec(rest))
    return found && { wanted: found[1] ?? '', connection: connection ?? 'calendar' }
  },

  run: (context, { wanted, connection }) =>
    runPlan(context, { event: reads(connection, `Read ${calendarWords(connection)}`) }, async (plan) => {
      const now = localNow(context)
      const { data, source } = await plan.read('event', {
        connection,
        tool: 'calendar_list_events',
        args: { from: toInstant(now), to: toInstant(now.plus({ days: SEARCH_DAYS })) },
        result: eventListSchema,
      })
      const coming = data.events
        .filter(({ startsAt }) => new Date(startsAt) > context.now)
        .toSorted((first, second) => Date.parse(first.startsAt) - Date.parse(second.startsAt))
      const [event] = wanted === '' ? coming : bestMatches(coming, wanted, ({ title }) => title)
      if (event) plan.showed(shownEvent(event, { connection, hop: source.hop }))
      if (event) plan.tell(source, 'Next is ', ...eventLine(event, context.timeZone), '.')
      else
        plan.tell(source, `Nothing${wanted === '' ? '' : ` like “${wanted}”`} comes in the next ${SEARCH_DAYS} days.`)
    }),
}
