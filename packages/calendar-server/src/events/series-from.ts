import { ToolError } from '@chaperone/mcp-server-kit'
import { lastEndOf, type Series } from '../recurrence/series.ts'
import { endsAfterStart } from './event-input.ts'

/** What an event is compared with is computed for as long as it lasts; this is the longest range of a list, too. */
const MAX_DAYS = 366
const MAX_DAYS_REPEATED = 7
const DAY_MILLISECONDS = 24 * 60 * 60 * 1000

/**
 * A series with these times and nothing taken out.
 *
 * @throws ToolError `invalid_arguments` when it ends before it starts, lasts more than 366 days, or 7 where it repeats,
 * or the start is not an occurrence of the rule.
 */
export function seriesFrom(times: Omit<Series, 'excluded' | 'lastEndsAt'>): Series {
  const { startsAt, endsAt, recurrence } = times
  if (endsAt <= startsAt) {
    throw invalid(`The event lasts from ${startsAt.toISOString()} to ${endsAt.toISOString()}: ${endsAfterStart}.`)
  }
  const days = (endsAt.getTime() - startsAt.getTime()) / DAY_MILLISECONDS
  if (days > MAX_DAYS) throw invalid(`An event lasts at most ${MAX_DAYS} days.`)
  if (recurrence && days > MAX_DAYS_REPEATED) {
    throw invalid(`An event that repeats lasts at most ${MAX_DAYS_REPEATED} days.`)
  }
  const lastEndsAt = lastEndOf(times)
  if (!lastEndsAt) {
    throw invalid(`startsAt is not an occurrence of ${recurrence} in ${times.timeZone}. Change one of them.`)
  }
  return { ...times, excluded: [], lastEndsAt }
}

function invalid(advice: string): ToolError {
  return new ToolError('invalid_arguments', advice)
}
