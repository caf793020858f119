import { calendarEventSchema, newId } from '@chaperone/contracts'
import { z } from 'zod'
import { defaultCalendarId } from '../default-calendar.ts'
import { defineTool } from '../define-tool.ts'
import { eventAnswer, withCalendarName } from '../event-answer.ts'
import { endsAfterStart, eventFields, isBefore } from '../event-input.ts'

export const createEvent = defineTool({
  name: 'calendar_create_event',
  title: 'Create an event',
  description: 'Puts one event into the caller’s calendar.',
  scope: 'calendar:write',
  effect: 'write',
  input: z
    .strictObject({
      ...eventFields,
      location: eventFields.location.exactOptional(),
      notes: eventFields.notes.exactOptional(),
    })
    .refine(({ startsAt, endsAt }) => isBefore(startsAt, endsAt), endsAfterStart),
  output: calendarEventSchema,
  async run({ input, caller, db }) {
    const row = await db.event.create({
      data: {
        ...input,
        id: newId('event'),
        ownerId: caller.ownerId,
        calendarId: await defaultCalendarId({ db, caller }),
      },
      include: withCalendarName,
    })
    return eventAnswer(row)
  },
})
