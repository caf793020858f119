import { calendarEventSchema, eventIdSchema } from '@chaperone/contracts'
import { ToolError } from '@chaperone/mcp-server-kit'
import { z } from 'zod'
import { defineTool } from '../define-tool.ts'
import { eventAnswer, withCalendarName } from '../event-answer.ts'
import { endsAfterStart, eventFields, isBefore } from '../event-input.ts'
import { findEvent } from '../find-event.ts'

export const updateEvent = defineTool({
  name: 'calendar_update_event',
  title: 'Change an event',
  description: 'Changes one event. Null removes location or notes; what is left out stays.',
  scope: 'calendar:write',
  effect: 'write',
  input: z
    .strictObject({
      eventId: eventIdSchema,
      title: eventFields.title.exactOptional(),
      startsAt: eventFields.startsAt.exactOptional(),
      endsAt: eventFields.endsAt.exactOptional(),
      timeZone: eventFields.timeZone.exactOptional(),
      location: eventFields.location.nullable().exactOptional(),
      notes: eventFields.notes.nullable().exactOptional(),
    })
    .refine((input) => Object.keys(input).length > 1, 'name at least one change'),
  output: calendarEventSchema,
  async run({ input: { eventId, ...changes }, caller, db }) {
    const event = await findEvent({ db, caller, eventId })
    const startsAt = changes.startsAt ?? event.startsAt.toISOString()
    const endsAt = changes.endsAt ?? event.endsAt.toISOString()
    if (!isBefore(startsAt, endsAt)) {
      throw new ToolError('invalid_arguments', `The event lasts from ${startsAt} to ${endsAt}: ${endsAfterStart}.`)
    }
    const row = await db.event.update({
      where: { id: eventId, ownerId: caller.ownerId },
      data: changes,
      include: withCalendarName,
    })
    return eventAnswer(row)
  },
})
