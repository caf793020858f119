import { formatSpan, localTime } from '../answers/dates.ts'
import { calendarWords } from '../answers/describe-outcome.ts'
import { strong } from '../answers/parts.ts'
import { type CalendarConnection, extractCalendar } from '../language/calendar-phrase.ts'
import { maskQuoted } from '../language/quoted.ts'
import { findEvent } from '../lookups/find-event.ts'
import { runPlan } from '../plan-runner.ts'
import { changes, reads } from '../plan-steps.ts'
import type { Intent } from './intent.ts'

/** "Cancel lunch with Bob", "delete the review from my calendar". */
export const deleteEvent: Intent<{ words: string; connection: CalendarConnection; isMany: boolean }> = {
  matches(text) {
    const { connection, rest } = extractCalendar(text)
    const [, verb, words] = /^(delete|remove|cancel|drop|call off|clear)\s+(.+)$/i.exec(rest) ?? []
    if (!verb || !words) {
      return connection && /^(?:clear|empty|delete|remove)$/i.test(rest)
        ? { words: '', connection, isMany: true }
        : null
    }
    const isEvent =
      connection !== null ||
      /^(?:cancel|call off)$/i.test(verb) ||
      /\b(?:events?|meetings?|appointments?)\b/i.test(maskQuoted(words))
    if (!isEvent) return null
    const isMany = /^(?:all|every|everything)\b|\b(?:events|meetings|appointments)\b/i.test(maskQuoted(words))
    return { words, connection: connection ?? 'calendar', isMany }
  },

  run: (context, { words, connection, isMany }) =>
    runPlan(
      context,
      { find: reads(connection, 'Find the event'), delete: changes(connection, 'Delete it') },
      async (plan) => {
        if (isMany)
          return plan.stop(
            'I delete one event at a time, each with your approval. Say for example “cancel lunch with Bob tomorrow”.',
          )
        const { data: event } = await findEvent(plan, 'find', { connection, words })
        const span = formatSpan(localTime(event.startsAt, context.timeZone), localTime(event.endsAt, context.timeZone))
        const what = [strong(event.title), ` on ${span} from ${calendarWords(connection, event.calendarName)}`] as const
        await plan.propose('delete', {
          connection,
          tool: 'calendar_delete_event',
          // Of an event that repeats, the one time that was meant.
          args: { eventId: event.id, ...(event.recurrence && { occurrence: event.startsAt }) },
          intention: ['I delete ', ...what, event.recurrence ? ', that time only' : '', '. This cannot be undone.'],
          outcome: ['Deleted ', ...what, '.'],
        })
      },
    ),
}
