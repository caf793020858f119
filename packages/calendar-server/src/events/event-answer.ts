import type { CalendarEvent } from '@chaperone/contracts'
import type { Prisma } from '@chaperone/db'
import type { Occurrence } from '../recurrence/series.ts'

/** What every query includes whose rows become answers. */
export const withCalendarName = { calendar: { select: { name: true } } } as const satisfies Prisma.EventInclude

export type EventRow = Prisma.EventGetPayload<{ include: typeof withCalendarName }>

/** A row as callers see it: without its owner. Instants are UTC. `times` are those of one occurrence. */
export function eventAnswer(row: EventRow, times: Occurrence = row): CalendarEvent {
  return {
    id: row.id,
    version: row.version,
    calendarId: row.calendarId,
    calendarName: row.calendar.name,
    title: row.title,
    ...timesAnswer(times),
    timeZone: row.timeZone,
    recurrence: row.recurrence,
    location: row.location,
    notes: row.notes,
  }
}

export function timesAnswer({ startsAt, endsAt }: Occurrence): { startsAt: string; endsAt: string } {
  return { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() }
}
