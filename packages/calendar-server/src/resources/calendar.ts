import { calendarIdSchema, LIST_PAGE_SIZE } from '@chaperone/contracts'
import { notFound } from '@chaperone/mcp-server-kit'
import { z } from 'zod'
import { defineResource } from '../define-tool.ts'
import { renderCalendar } from '../ics/render-calendar.ts'

/** What the host accepts from a server in one answer, a mebibyte, holds as many with notes of ordinary length. */
const MAX_EVENTS = 500
const DAYS_BACK = 31
const DAY_MILLISECONDS = 24 * 60 * 60 * 1000

export const calendarResource = defineResource({
  name: 'calendar',
  title: 'A calendar',
  description: `One calendar of the caller’s as iCalendar text (.ics), with its first ${MAX_EVENTS} events that were not over ${DAYS_BACK} days ago.`,
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
    return renderCalendar({ name: calendar.name, events, now })
  },
})
