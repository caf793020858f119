export const DEMO_TIME_ZONE = 'Europe/Lisbon'
const HOUR_MILLISECONDS = 3_600_000

/** The instant at which clocks in the demo's zone show this hour on this day. `day` is midnight UTC of a calendar date. */
export function atLocalHour(day: Date, hour: number): Date {
  const asUtc = new Date(day.getTime() + hour * HOUR_MILLISECONDS)
  const format = new Intl.DateTimeFormat('en', { timeZone: DEMO_TIME_ZONE, hour: 'numeric', hourCycle: 'h23' })
  const offset = ((Number(format.format(asUtc)) - asUtc.getUTCHours() + 36) % 24) - 12
  return new Date(asUtc.getTime() - offset * HOUR_MILLISECONDS)
}
