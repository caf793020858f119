export type CalendarConnection = 'calendar' | 'team-calendar'

const phrase =
  /\b(?:(?:in|into|to|onto|on|from|of|at|with)\s+)*(?:(?:my|our|the|a)\s+)?(?:(?:personal|own|private|team|team's|shared)\s+)*(?:(?:calendars?|diary)(?:'s)?\b|(?<=\b(?:my|our|the|team)\s+)(?:agenda|schedule)\b)/i

/** Takes "into the team calendar" out of a request and says which calendar it meant; null when none is named. */
export function extractCalendar(text: string): { connection: CalendarConnection | null; rest: string } {
  const match = phrase.exec(text)
  if (!match) return { connection: null, rest: text }
  const rest = `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`.replace(/\s+/g, ' ').trim()
  return { connection: /\b(?:team|shared)/i.test(match[0]) ? 'team-calendar' : 'calendar', rest }
}
