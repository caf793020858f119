import type { Caller } from '@chaperone/mcp-auth'
import { ToolError } from '@chaperone/mcp-server-kit'
import type { CalendarTransaction } from '../define-tool.ts'

/** Expanding a rule takes up to a few milliseconds, so this bounds the time that a range of one caller's takes. */
export const MAX_SERIES = 100

/** @throws ToolError `limit_reached` when the caller has 100 events that repeat, also those that are over: a range in the past expands them. */
export async function refuseFurtherSeries({ db, caller }: { db: CalendarTransaction; caller: Caller }): Promise<void> {
  const series = await db.event.count({
    where: { ownerId: caller.ownerId, recurrence: { not: null } },
  })
  if (series < MAX_SERIES) return
  throw new ToolError('limit_reached', `There are ${MAX_SERIES} events that repeat already. Delete one first.`)
}
