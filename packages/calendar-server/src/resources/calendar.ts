import { calendarIdSchema, LIST_PAGE_SIZE } from '@chaperone/contracts'
import { notFound } from '@chaperone/mcp-server-kit'
import { z } from 'zod'
import { defineResource } from '../define-tool.ts'
import { type RenderedEvent, renderCalendar } from '../ics/render-calendar.ts'

const MAX_EVENTS = 500
/** Of titles, places and notes, and for each time that was taken out: written out within the mebibyte that the host accepts in one answer. */
const MAX_CHARACTERS = 200_000
/** To write one out takes as long as a hundred characters. */
const CHARACTERS_OF_EXCLUDED = 100
const DAYS_BACK = 31
const DAY_MILLISECONDS = 24 * 60 * 60 * 1000

export const calendarResource = defineResource({
  name: 'calendar',
  title: 'A calendar',
  description: `One calendar of the caller’s as iCalendar text (.ics), with its first ${MAX_EVENTS} events that were not over ${DAYS_BACK} days ago; fewer, where their notes are long.`,
  scope: 'calendar:read',
  uriTemplate: 'calendar://calendars/{calendarId}',
  params: z.strictObject({ calendarId: calendarIdSchema }),
  mimeType: 'text/calendar',
  content: z.string(),
  async list({ caller, db }) {
    const calendars = await db.calendar.findMany({
      where: { ownerId: caller.ownerId },
      orderBy: { id: 'asc' },
      take: LIST_PAGE_SIZE,
    })
    return calendars.map(({ id, name }) => ({ params: { calendarId: id }, name: id, title: name }))
  },
  async read({ input: { calendarId }, caller: { ownerId }, db }) {
    const calendar = await db.calendar.findFirst({ where: { id: calendarId, ownerId } })
    if (!calendar) throw notFound('calendar')
    const now = new Date()
    const events = await db.event.findMany({
      where: { ownerId, calendarId, lastEndsAt: { gt: new Date(now.getTime() - DAYS_BACK * DAY_MILLISECONDS) } },
      orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
      take: MAX_EVENTS,
    })
    return renderCalendar({ name: calendar.name, events: fitting(events), now })
  },
})

type Written = Pick<RenderedEvent, 'title' | 'location' | 'notes' | 'excluded'>

function fitting<T extends Written>(events: readonly T[]): T[] {
  let characters = 0
  return events.filter(({ title, location, notes, excluded }) => {
    characters += title.length + (location?.length ?? 0) + (notes?.length ?? 0)
    characters += CHARACTERS_OF_EXCLUDED * excluded.length
    return characters <= MAX_CHARACTERS
  })
}
