import type { DateTime } from 'luxon'

/** A span of whole days that is over or runs; `to` is exclusive. */
export interface PastPeriod {
  from: DateTime
  to: DateTime
  words: string
}

/** The span that a question about the past names, such as "last week"; null when it names none. */
export function pastPeriodIn(text: string, now: DateTime): PastPeriod | null {
  const [words, which, unit] = /\b(last|this) (week|month)\b|\b(?:yesterday|today)\b/i.exec(text.toLowerCase()) ?? []
  if (!words) return null
  if (unit === 'week' || unit === 'month') {
    const from = now.startOf(unit).minus({ [unit]: which === 'last' ? 1 : 0 })
    return { from, to: from.plus({ [unit]: 1 }), words }
  }
  const from = now.startOf('day').minus({ days: words === 'yesterday' ? 1 : 0 })
  return { from, to: from.plus({ days: 1 }), words }
}
