import type { Caller } from '@chaperone/mcp-auth'
import { notFound } from '@chaperone/mcp-server-kit'
import type { CalendarTransaction } from '../define-tool.ts'
import { type EventRow, withCalendarName } from './event-answer.ts'

/**
 * One event of the caller.
 *
 * @throws ToolError `not_found` alike for an event of others and for one that does not exist.
 */
export async function findEvent({
  db,
  caller,
  eventId,
}: {
  db: CalendarTransaction
  caller: Caller
  eventId: string
}): Promise<EventRow> {
  const event = await db.event.findFirst({
    where: { id: eventId, ownerId: caller.ownerId },
    include: withCalendarName,
  })
  if (!event) throw notFound('event')
  return event
}
