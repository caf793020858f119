import { eventDetailsSchema, eventIdSchema, instantSchema } from '@chaperone/contracts'
import { z } from 'zod'
import { defineTool } from '../define-tool.ts'
import { eventAnswer, timesAnswer } from '../events/event-answer.ts'
import { findEvent } from '../events/find-event.ts'
import { occurrencesIn } from '../recurrence/series.ts'

const MAX_OCCURRENCES = 10
const MAX_DAYS = 366
const DAY_MILLISECONDS = 24 * 60 * 60 * 1000

export const getEvent = defineTool({
  name: 'calendar_get_event',
  title: 'Read an event',
  description: `Reads one event of the caller’s calendar, with its next ${MAX_OCCURRENCES} occurrences within ${MAX_DAYS} days.`,
  scope: 'calendar:read',
  effect: 'read',
  input: z.strictObject({
    eventId: eventIdSchema,
    from: instantSchema.exactOptional().describe('Occurrences from this instant on; from now on when left out'),
  }),
  output: eventDetailsSchema,
  async run({ input: { eventId, from }, caller, db }) {
    const event = await findEvent({ db, caller, eventId })
    const start = from ? new Date(from) : new Date()
    const range = { from: start, to: new Date(start.getTime() + MAX_DAYS * DAY_MILLISECONDS) }
    const occurrences = occurrencesIn(event, range).slice(0, MAX_OCCURRENCES)
    return { ...eventAnswer(event), occurrences: occurrences.map(timesAnswer) }
  },
})
