import { eventLine } from '../answers/events.ts'
import { type CalendarConnection, extractCalendar } from '../language/calendar-phrase.ts'
import { findEvent } from '../lookups/find-event.ts'
import { runPlan } from '../plan-runner.ts'
import { reads } from '../plan-steps.ts'
import type { Intent } from './intent.ts'

/** "When is my lunch with Bob?" */
export const showEvent: Intent<{ words: string; connection: CalendarConnection }> = {
  matches(text) {
    const { connection, rest } = extractCalendar(text)
    const words =
      /^(?:when|what time|where)(?:'s| is| does| do i have)\s+((?:my|the|our)\s+.+?)(?: start| begin| take place)?$/i.exec(
        rest,
      )?.[1]
    return words && !/\bfree\b/i.test(words) ? { words, connection: connection ?? 'calendar' } : null
  },

  run: (context, { words, connection }) =>
    runPlan(context, { find: reads(connection, 'Find the event') }, async (plan) => {
      const { data: event, source } = await findEvent(plan, 'find', { connection, words })
      plan.tell(source, ...eventLine(event, context.timeZone), '.')
    }),
}
