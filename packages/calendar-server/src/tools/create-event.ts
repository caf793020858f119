import { calendarEventSchema, calendarIdSchema, newId } from '@chaperone/contracts'
import { ToolError } from '@chaperone/mcp-server-kit'
import { z } from 'zod'
import { lockOwner } from '../agenda/lock-owner.ts'
import { refuseOverlap } from '../agenda/refuse-overlap.ts'
import { defaultCalendarId } from '../calendars/default-calendar.ts'
import { refuseFurtherSeries } from '../calendars/refuse-further-series.ts'
import { requireCalendars } from '../calendars/require-calendars.ts'
import { defineTool } from '../define-tool.ts'
import { eventAnswer, withCalendarName } from '../events/event-answer.ts'
import { allowOverlapField, endsAfterStart, eventFields, isBefore } from '../events/event-input.ts'
import { seriesFrom } from '../events/series-from.ts'

/** Of one caller. */
const MAX_EVENTS = 5_000

export const createEvent = defineTool({
  name: 'calendar_create_event',
  title: 'Create an event',
  description:
    'Puts one event into a calendar of the caller’s, once or repeating. Times that overlap another event are refused with `conflict`, unless allowOverlap is true.',
  scope: 'calendar:write',
  effect: 'write',
  creates: true,
  input: z
    .strictObject({
      ...eventFields,
      recurrence: eventFields.recurrence.exactOptional(),
      location: eventFields.location.exactOptional(),
      notes: eventFields.notes.exactOptional(),
      calendarId: calendarIdSchema.exactOptional().describe('The caller’s first calendar when left out'),
      allowOverlap: allowOverlapField,
    })
    .refine(({ startsAt, endsAt }) => isBefore(startsAt, endsAt), endsAfterStart),
  output: calendarEventSchema,
  async run({ input: { allowOverlap, calendarId, ...fields }, caller, db }) {
    await lockOwner({ db, caller })
    if (calendarId) await requireCalendars({ db, caller, calendarIds: [calendarId] })
    const series = seriesFrom({
      startsAt: new Date(fields.startsAt),
      endsAt: new Date(fields.endsAt),
      timeZone: fields.timeZone,
      recurrence: fields.recurrence ?? null,
    })
    if ((await db.event.count({ where: { ownerId: caller.ownerId } })) >= MAX_EVENTS) {
      throw new ToolError('limit_reached', `There are ${MAX_EVENTS} events already. Delete some that are over.`)
    }
    if (series.recurrence) await refuseFurtherSeries({ db, caller })
    if (!allowOverlap) await refuseOverlap({ db, caller, series })
    const row = await db.event.create({
      data: {
        ...fields,
        id: newId('event'),
        ownerId: caller.ownerId,
        calendarId: calendarId ?? (await defaultCalendarId({ db, caller })),
        lastEndsAt: series.lastEndsAt,
      },
      include: withCalendarName,
    })
    return eventAnswer(row)
  },
})
