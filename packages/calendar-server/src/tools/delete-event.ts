import { eventIdSchema } from '@chaperone/contracts'
import { notFound } from '@chaperone/mcp-server-kit'
import { z } from 'zod'
import { defineTool } from '../define-tool.ts'
import { findEvent } from '../find-event.ts'

export const deleteEvent = defineTool({
  name: 'calendar_delete_event',
  title: 'Delete an event',
  description: 'Deletes one event from the caller’s calendar. This cannot be undone.',
  scope: 'calendar:delete',
  effect: 'destroy',
  input: z.strictObject({ eventId: eventIdSchema }),
  output: z.strictObject({ deleted: z.literal(true) }),
  async question({ input: { eventId }, caller, db }) {
    const { title } = await findEvent({ db, caller, eventId })
    return `Delete the event “${title}” from your calendar?`
  },
  async run({ input: { eventId }, caller, db }) {
    const { count } = await db.event.deleteMany({ where: { id: eventId, ownerId: caller.ownerId } })
    if (count === 0) throw notFound('event')
    return { deleted: true as const }
  },
})
