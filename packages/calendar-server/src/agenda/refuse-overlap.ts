import type { Caller } from '@chaperone/mcp-auth'
import { ToolError } from '@chaperone/mcp-server-kit'
import type { CalendarTransaction } from '../define-tool.ts'
import { occurrencesIn, type Series } from '../recurrence/series.ts'
import { eventsInRange } from './events-in-range.ts'

/** How far ahead the occurrences of a series are compared. */
const DAYS_AHEAD = 92
const DAY_MILLISECONDS = 24 * 60 * 60 * 1000

interface Candidate {
  db: CalendarTransaction
  caller: Caller
  series: Series
  /** The event that moves there, which is not in its own way. */
  eventId?: string
}

/**
 * Nobody is in two places at once: times that overlap another event of the caller's, in whichever calendar, are
 * refused. One that begins as another ends does not overlap.
 *
 * @throws ToolError `conflict`, which names the other event and how to insist.
 */
export async function refuseOverlap({ db, caller, series, eventId }: Candidate): Promise<void> {
  const horizon = Math.max(series.startsAt.getTime() + DAYS_AHEAD * DAY_MILLISECONDS, series.endsAt.getTime())
  const range = { from: series.startsAt, to: new Date(Math.min(horizon, series.lastEndsAt.getTime())) }
  const wanted = occurrencesIn(series, range)
  const taken = await eventsInRange({ db, caller, range })
  const other = taken.find(
    (event) =>
      event.eventId !== eventId &&
      wanted.some(({ startsAt, endsAt }) => event.startsAt < endsAt && event.endsAt > startsAt),
  )
  if (!other) return
  const { title } = await db.event.findFirstOrThrow({
    where: { id: other.eventId, ownerId: caller.ownerId },
    select: { title: true },
  })
  throw new ToolError(
    'conflict',
    `This overlaps “${title}” (${other.eventId}), ${other.startsAt.toISOString()} to ${other.endsAt.toISOString()}. Choose another time, or say allowOverlap: true.`,
  )
}
