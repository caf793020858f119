import { calendarEventSchema, eventIdSchema } from '@chaperone/contracts'
import { conflict } from '@chaperone/mcp-server-kit'
import { z } from 'zod'
import { lockOwner } from '../agenda/lock-owner.ts'
import { refuseOverlap } from '../agenda/refuse-overlap.ts'
import { refuseFurtherSeries } from '../calendars/refuse-further-series.ts'
import { defineTool } from '../define-tool.ts'
import { eventAnswer, withCalendarName } from '../events/event-answer.ts'
import { allowOverlapField, eventFields } from '../events/event-input.ts'
import { findEvent } from '../events/find-event.ts'
import { seriesFrom } from '../events/series-from.ts'

const timeFields = ['startsAt', 'endsAt', 'timeZone', 'recurrence'] as const

export const updateEvent = defineTool({
  name: 'calendar_update_event',
  title: 'Change an event',
  description:
    'Changes one event, with all its occurrences when it repeats; new times bring back those that were taken out. Null removes recurrence, location or notes; what is left out stays. A version that is not the current one is refused with `conflict`, and so are times that overlap another event, unless allowOverlap is true.',
  scope: 'calendar:write',
  effect: 'write',
  input: z
    .strictObject({
      eventId: eventIdSchema,
      version: z.int().min(1).describe('The version that the change is meant for, as the event was last read'),
      title: eventFields.title.exactOptional(),
      startsAt: eventFields.startsAt.exactOptional(),
      endsAt: eventFields.endsAt.exactOptional(),
      timeZone: eventFields.timeZone.exactOptional(),
      recurrence: eventFields.recurrence.nullable().exactOptional(),
      location: eventFields.location.nullable().exactOptional(),
      notes: eventFields.notes.nullable().exactOptional(),
      allowOverlap: allowOverlapField,
    })
    .refine(
      ({ eventId: _id, version: _version, allowOverlap: _overlap, ...changes }) => Object.keys(changes).length > 0,
      'name at least one change',
    ),
  output: calendarEventSchema,
  async run({ input: { eventId, version, allowOverlap, ...changes }, caller, db }) {
    await lockOwner({ db, caller })
    const event = await findEvent({ db, caller, eventId })
    if (event.version !== version) throw conflict('event', eventAnswer(event))
    const hasNewTimes = timeFields.some((field) => field in changes)
    const series = hasNewTimes
      ? seriesFrom({
          startsAt: changes.startsAt ? new Date(changes.startsAt) : event.startsAt,
          endsAt: changes.endsAt ? new Date(changes.endsAt) : event.endsAt,
          timeZone: changes.timeZone ?? event.timeZone,
          recurrence: changes.recurrence === undefined ? event.recurrence : changes.recurrence,
        })
      : null
    if (series?.recurrence && !event.recurrence) await refuseFurtherSeries({ db, caller })
    if (series && !allowOverlap) await refuseOverlap({ db, caller, series, eventId })
    const row = await db.event.update({
      where: { id: eventId, ownerId: caller.ownerId },
      data: {
        ...changes,
        ...(series && { lastEndsAt: series.lastEndsAt, excluded: [] }),
        version: { increment: 1 },
      },
      include: withCalendarName,
    })
    return eventAnswer(row)
  },
})
