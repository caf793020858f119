import { ToolError } from '@chaperone/mcp-server-kit'
import { lastEndOf, type Series } from '../recurrence/series.ts'
import { endsAfterStart } from './event-input.ts'

const MAX_DAYS = 7
const DAY_MILLISECONDS = 24 * 60 * 60 * 1000

/**
 * A series with these times and nothing taken out.
 *
 * @throws ToolError `invalid_arguments` when it ends before it starts, an occurrence lasts more than 7 days, or the
 * start is not an occurrence of the rule.
 */
export function seriesFrom(times: Omit<Series, 'excluded' | 'lastEndsAt'>): Series {
  const { startsAt, endsAt, recurrence } = times
  if (endsAt <= startsAt) {
    throw invalid(`The event lasts from ${startsAt.toISOString()} to ${endsAt.toISOString()}: ${endsAfterStart}.`)
  }
  if (recurrence && endsAt.getTime() - startsAt.getTime() > MAX_DAYS * DAY_MILLISECONDS) {
    throw invalid(`An event that repeats lasts at most ${MAX_DAYS} days.`)
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
