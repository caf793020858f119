import { notFound, ToolError } from '@chaperone/mcp-server-kit'
import type { CalendarTransaction } from '../define-tool.ts'
import { occurrencesIn, type Series } from '../recurrence/series.ts'
import type { EventRow } from './event-answer.ts'

const MAX_EXCLUDED = 366

/** @throws ToolError `not_found` when no occurrence of the series starts then. */
export function requireOccurrence(series: Series, start: Date): void {
  const instant = { from: start, to: new Date(start.getTime() + 1) }
  const isThere = occurrencesIn(series, instant).some(({ startsAt }) => startsAt.getTime() === start.getTime())
  if (!isThere) throw notFound('occurrence')
}

/**
 * Takes one occurrence out of a series.
 *
 * @throws ToolError `limit_reached` when 366 are out already.
 */
export async function excludeOccurrence({
  db,
  event,
  start,
}: {
  db: CalendarTransaction
  event: EventRow
  start: Date
}): Promise<void> {
  if (event.excluded.length >= MAX_EXCLUDED) {
    throw new ToolError('limit_reached', `${MAX_EXCLUDED} occurrences are taken out already. Change its recurrence.`)
  }
  await db.event.update({
    where: { id: event.id, ownerId: event.ownerId },
    data: { excluded: { push: start }, version: { increment: 1 } },
  })
}
