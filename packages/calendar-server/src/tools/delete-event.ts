import { eventIdSchema, instantSchema } from '@chaperone/contracts'
import { z } from 'zod'
import { lockOwner } from '../agenda/lock-owner.ts'
import { defineTool } from '../define-tool.ts'
import { excludeOccurrence } from '../events/exclude-occurrence.ts'
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
    occurrence: instantSchema
      .exactOptional()
      .describe('Start of the one occurrence to take out of an event that repeats'),
  }),
  output: z.strictObject({ deleted: z.literal(true) }),
  async run({ input: { eventId, occurrence }, caller, db }) {
    await lockOwner({ db, caller })
    const event = await findEvent({ db, caller, eventId })
    if (occurrence && event.recurrence) await excludeOccurrence({ db, event, start: new Date(occurrence) })
    else await db.event.delete({ where: { id: eventId, ownerId: caller.ownerId } })
    return { deleted: true as const }
  },
})
