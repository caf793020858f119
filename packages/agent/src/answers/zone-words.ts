import type { DateTime } from 'luxon'

/** " (Lisbon time)" when a place's clock differs from the person's at that moment, else nothing. */
export function zoneWords(time: DateTime, timeZone: string, placeName: string): string {
  return time.offset === time.setZone(timeZone).offset ? '' : ` (${placeName} time)`
}
