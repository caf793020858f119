import { instantWords, isInstant, timeSpanWords } from '../time/instant-words.ts'

export interface ArgumentRow {
  label: string
  value: string
  isCode: boolean
}

type Arguments = Record<string, unknown>

function words(name: string): string {
  const text = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/**
 * The arguments of a call as a person reads them, times in the call's own zone, else in the reader's. Every argument is
 * in some row; start, end and zone share one.
 */
export function argumentRows(args: Arguments, readerTimeZone: string | null): ArgumentRow[] {
  const { startsAt, endsAt, timeZone, ...others } = args
  const zone = typeof timeZone === 'string' ? timeZone : timeZone === undefined ? readerTimeZone : null
  const rowsOf = (some: Arguments) => Object.entries(some).flatMap(([name, value]) => row(name, value, zone))
  const [first, ...rest] = rowsOf(others)
  const times =
    typeof startsAt === 'string' && typeof endsAt === 'string' && zone !== null
      ? [{ label: 'When', value: timeSpanWords(startsAt, endsAt, zone), isCode: false }]
      : rowsOf({ startsAt, endsAt, timeZone })
  return first ? [first, ...times, ...rest] : times
}

function row(name: string, value: unknown, timeZone: string | null): ArgumentRow[] {
  if (value === undefined) return []
  const isText = typeof value === 'string'
  return [
    {
      label: words(name),
      value: isText ? wordsOf(value, timeZone) : JSON.stringify(value),
      isCode: !isText || /^[a-z]+_[0-9a-z]+$/.test(value),
    },
  ]
}

/** An instant in words. A text that holds one stays the text that is sent. */
function wordsOf(value: string, timeZone: string | null): string {
  return timeZone !== null && isInstant(value) ? instantWords(value, timeZone) : value
}
