import { calendarEventSchema, eventIdSchema } from '@chaperone/contracts'
import { z } from 'zod'
import { defineTool } from '../define-tool.ts'
import { eventAnswer } from '../event-answer.ts'
import { findEvent } from '../find-event.ts'

export const getEvent = defineTool({
  name: 'calendar_get_event',
  title: 'Read an event',
  description: 'Reads one event of the caller’s calendar.',
  scope: 'calendar:read',
  effect: 'read',
  input: z.strictObject({ eventId: eventIdSchema }),
  output: calendarEventSchema,
  async run({ input: { eventId }, caller, db }) {
    return eventAnswer(await findEvent({ db, caller, eventId }))
  },
})
