import { createHash } from 'node:crypto'
import type { Caller } from '@chaperone/mcp-auth'
import type { CalendarTransaction } from '../define-tool.ts'

/**
 * The id of the calendar new events go into. A caller without one gets “Personal”, exactly one: its id derives from
 * the owner, so two calls at the same time agree on it.
 */
export async function defaultCalendarId({ db, caller }: { db: CalendarTransaction; caller: Caller }): Promise<string> {
  const { ownerId } = caller
  const existing = await db.calendar.findFirst({ where: { ownerId }, orderBy: { id: 'asc' }, select: { id: true } })
  if (existing) return existing.id
  const id = `cal_${createHash('sha256').update(ownerId).digest('hex').slice(0, 32)}`
  await db.calendar.createMany({ data: [{ id, ownerId, name: 'Personal' }], skipDuplicates: true })
  return id
}
