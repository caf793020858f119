const INSTANT = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})/g

/** Whether a text is an instant (ISO 8601, with its offset) and nothing else. */
export function isInstant(text: string): boolean {
  return text.replace(INSTANT, '') === '' && text !== ''
}

/** `Sun, 29 Nov 2026, 14:00, Europe/Lisbon`; the instant as it came where it or the zone is none. */
export function instantWords(instant: string, timeZone: string): string {
  return timeSpanWords(instant, instant, timeZone)
}

/** `Sun, 29 Nov 2026, 14:00–15:00, Europe/Lisbon`; the instants as they came where one or the zone is none. */
export function timeSpanWords(startsAt: string, endsAt: string, timeZone: string): string {
  try {
    const format = new Intl.DateTimeFormat('en-GB', {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      timeZone,
    })
    return `${format.formatRange(new Date(startsAt), new Date(endsAt))}, ${timeZone}`
  } catch {
    return startsAt === endsAt ? startsAt : `${startsAt} – ${endsAt}, ${timeZone}`
  }
}

/** A text of a server with its instants (ISO 8601) in words; as it came without a zone. */
export function withInstantWords(text: string, timeZone: string | null): string {
  return timeZone === null ? text : text.replace(INSTANT, (instant) => instantWords(instant, timeZone))
}
