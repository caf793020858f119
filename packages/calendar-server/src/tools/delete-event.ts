import { eventIdSchema, instantSchema } from '@chaperone/contracts'
import { z } from 'zod'
import { lockOwner } from '../agenda/lock-owner.ts'
import { defineTool } from '../define-tool.ts'
import { excludeOccurrence, requireOccurrence } from '../events/exclude-occurrence.ts'
import { findEvent } from '../events/find-event.ts'

export const deleteEvent = defineTool({
  name: 'calendar_delete_event',
  title: 'Delete an event',
  description:
    'Deletes one event from the caller’s calendar, with all its occurrences when it repeats; with occurrence, that one alone. This cannot be undone.',
  scope: 'calendar:delete',
  effect: 'destroy',
  input: z.strictObject({
    eventId: eventIdSchema,
    occurrence: instantSchema.exactOptional().describe('Start of the one occurrence to delete'),
  }),
  output: z.strictObject({ deleted: z.literal(true) }),
  async question({ input: { eventId, occurrence }, caller, db }) {
    const { title, recurrence, timeZone } = await findEvent({ db, caller, eventId })
    if (!recurrence) return `Delete the event “${title}” from your calendar?`
    if (!occurrence) return `Delete the event “${title}” from your calendar, each time it repeats?`
    const when = new Date(occurrence).toLocaleString('en-GB', { timeZone, dateStyle: 'full', timeStyle: 'short' })
    return `Delete the event “${title}” on ${when} from your calendar, that time only?`
  },
  async run({ input: { eventId, occurrence }, caller, db }) {
    await lockOwner({ db, caller })
    const event = await findEvent({ db, caller, eventId })
    if (occurrence) requireOccurrence(event, new Date(occurrence))
    if (occurrence && event.recurrence) await excludeOccurrence({ db, event, start: new Date(occurrence) })
    else await db.event.delete({ where: { id: eventId, ownerId: caller.ownerId } })
    return { deleted: true as const }
  },
})
