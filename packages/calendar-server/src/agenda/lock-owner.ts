import type { Caller } from '@chaperone/mcp-auth'
import { defaultCalendarId } from '../calendars/default-calendar.ts'
import type { CalendarTransaction } from '../define-tool.ts'

/**
 * Makes changes to one owner's calendars wait for each other, until the transaction ends: what one of them has looked
 * at stays true while it writes. Other owners do not wait. The calendars themselves are locked, which no other server
 * can do; an advisory lock is anybody's.
 */
export async function lockOwner({ db, caller }: { db: CalendarTransaction; caller: Caller }): Promise<void> {
  await defaultCalendarId({ db, caller })
  await db.$executeRaw`
    SELECT FROM calendar.calendars WHERE owner_id = ${caller.ownerId} ORDER BY id FOR NO KEY UPDATE`
}
