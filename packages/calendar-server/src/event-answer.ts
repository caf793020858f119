import type { CalendarEvent } from '@chaperone/contracts'
import type { Prisma } from '@chaperone/db'

/** What every query includes whose rows become answers. */
export const withCalendarName = { calendar: { select: { name: true } } } as const satisfies Prisma.EventInclude

export type EventRow = Prisma.EventGetPayload<{ include: typeof withCalendarName }>

/** A row as callers see it: without its owner. Instants are UTC. */
export function eventAnswer(row: EventRow): CalendarEvent {
  return {
    id: row.id,
    calendarName: row.calendar.name,
    title: row.title,
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    timeZone: row.timeZone,
    location: row.location,
    notes: row.notes,
  }
}
