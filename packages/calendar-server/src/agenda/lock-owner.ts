import type { Caller } from '@chaperone/mcp-auth'
import type { CalendarTransaction } from '../define-tool.ts'

/**
 * Makes changes to one owner's calendars wait for each other, until the transaction ends: what one of them has looked
 * at stays true while it writes. Other owners do not wait.
 */
export async function lockOwner({ db, caller }: { db: CalendarTransaction; caller: Caller }): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${caller.ownerId}, 0))`
}
