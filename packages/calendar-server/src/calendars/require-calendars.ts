import type { Caller } from '@chaperone/mcp-auth'
import { notFound } from '@chaperone/mcp-server-kit'
import type { CalendarTransaction } from '../define-tool.ts'

/**
 * Makes sure that all of these calendars are the caller's.
 *
 * @throws ToolError `not_found` alike for a calendar of others and for one that does not exist.
 */
export async function requireCalendars({
  db,
  caller,
  calendarIds,
}: {
  db: CalendarTransaction
  caller: Caller
  calendarIds: readonly string[]
}): Promise<void> {
  const ids = [...new Set(calendarIds)]
  const own = await db.calendar.count({ where: { id: { in: ids }, ownerId: caller.ownerId } })
  if (own < ids.length) throw notFound('calendar')
}
