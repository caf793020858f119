export interface ArgumentRow {
  label: string
  value: string
  isCode: boolean
}

function words(name: string): string {
  const text = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** The arguments of a call as a person reads them. Every argument is in some row; start, end and zone share one. */
export function argumentRows(args: Record<string, unknown>): ArgumentRow[] {
  const { startsAt, endsAt, timeZone, ...others } = args
  const rows = Object.entries(others).map(([name, value]) => row(name, value))
  if (typeof startsAt !== 'string' || typeof endsAt !== 'string' || typeof timeZone !== 'string') {
    const times = { startsAt, endsAt, timeZone }
    return [
      ...rows,
      ...Object.entries(times).flatMap(([name, value]) => (value === undefined ? [] : [row(name, value)])),
    ]
  }
  const when = { label: 'When', value: timeSpan(startsAt, endsAt, timeZone), isCode: false }
  const [first, ...rest] = rows
  return first ? [first, when, ...rest] : [when]
}

function row(name: string, value: unknown): ArgumentRow {
  const isText = typeof value === 'string'
  return {
    label: words(name),
    value: isText ? value : JSON.stringify(value),
    isCode: !isText || /^[a-z]+_[0-9a-z]+$/.test(value),
  }
}

/** `Wed 25 Nov 2026, 10:00–12:00, Europe/Lisbon`. */
function timeSpan(startsAt: string, endsAt: string, timeZone: string): string {
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
    return `${startsAt} – ${endsAt}, ${timeZone}`
  }
}
