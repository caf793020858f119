import { timeSpanWords } from '../time/instant-words.ts'

/** As `packages/calendar-server/src/agenda/refuse-overlap.ts` says it to programs. */
const OVERLAP = /^This overlaps “(.*)” \(evt_\w+\), (\S+) to (\S+)\. Choose another time, or say allowOverlap: true\.$/s

export const OVERLAP_CHOICE = 'May overlap other events'

/** The calendar's refusal of times that are taken, for whoever fills in the form; any other refusal as it came. */
export function overlapWords(message: string, timeZone: string): string {
  const [, title, startsAt, endsAt] = OVERLAP.exec(message) ?? []
  if (title === undefined || startsAt === undefined || endsAt === undefined) return message
  const when = timeSpanWords(startsAt, endsAt, timeZone)
  return `This overlaps “${title}”, ${when}. Choose another time, or tick “${OVERLAP_CHOICE}”.`
}
