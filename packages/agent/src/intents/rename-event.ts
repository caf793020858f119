import { strong } from '../answers/parts.ts'
import { type CalendarConnection, extractCalendar } from '../language/calendar-phrase.ts'
import { maskQuoted } from '../language/quoted.ts'
import { titleFrom } from '../language/title.ts'
import { findEvent } from '../lookups/find-event.ts'
import { runPlan } from '../plan-runner.ts'
import { changes, reads } from '../plan-steps.ts'
import type { Intent } from './intent.ts'

/** "Rename the meeting Review to Design review", "rename 'Lunch' to 'Dinner' in my calendar". */
export const renameEvent: Intent<{ words: string; title: string; connection: CalendarConnection }> = {
  matches(text) {
    const { connection, rest } = extractCalendar(text)
    const [, words, title] = /^(?:rename|retitle)\s+(.+?)\s+(?:to|as|into)\s+(.+)$/i.exec(rest) ?? []
    if (!words || !title) return null
    const isEvent =
      connection !== null || /\b(?:event|meeting|appointment|lunch|dinner|breakfast|call)\b/i.test(maskQuoted(words))
    return isEvent ? { words, title: titleFrom(title), connection: connection ?? 'calendar' } : null
  },

  run: (context, { words, title, connection }) =>
    runPlan(
      context,
      { find: reads(connection, 'Find the event'), rename: changes(connection, 'Change its title') },
      async (plan) => {
        const { data: event } = await findEvent(plan, 'find', { connection, words })
        await plan.propose('rename', {
          connection,
          tool: 'calendar_update_event',
          args: { eventId: event.id, version: event.version, title },
          intention: [
            'I rename ',
            strong(event.title),
            ' to ',
            strong(title),
            event.recurrence ? ', each time it repeats.' : '.',
          ],
        })
      },
    ),
}
