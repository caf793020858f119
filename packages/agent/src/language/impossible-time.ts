import { maskQuoted } from './quoted.ts'

const monthDays: Record<string, number> = {
  jan: 31,
  feb: 29,
  mar: 31,
  apr: 30,
  may: 31,
  jun: 30,
  jul: 31,
  aug: 31,
  sep: 30,
  oct: 31,
  nov: 30,
  dec: 31,
}
const month =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const dayMonth = new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?(?: of)? ${month}\\b(?:,? (\\d{4})\\b)?`, 'gi')
const monthDay = new RegExp(`\\b${month} (?:the )?(3\\d)(?:st|nd|rd|th)?\\b(?!:)(?:,? (\\d{4})\\b)?`, 'gi')
const isoDate = /\b(\d{4})-(\d\d)-(\d\d)\b/g
const clockTime = /\b(\d{1,2}):(\d\d)\b/g

/** The first time or date in a text that no clock and no calendar has, such as "25:00" or "31 February"; null when all exist. */
export function impossibleTime(text: string): string | null {
  const masked = maskQuoted(text)
  for (const [found, hour, minute] of masked.matchAll(clockTime)) {
    if (Number(hour) * 60 + Number(minute) > 24 * 60 || Number(minute) > 59) return found
  }
  for (const [found, day, name, year] of masked.matchAll(dayMonth)) if (!isDay(day, name, year)) return found
  for (const [found, name, day, year] of masked.matchAll(monthDay)) if (!isDay(day, name, year)) return found
  for (const [found, year, number, day] of masked.matchAll(isoDate)) {
    if (!isDay(day, Object.keys(monthDays)[Number(number) - 1], year)) return found
  }
  return null
}

// Without a year, 29 February exists: some year has it.
function isDay(day = '', name = '', year = ''): boolean {
  const key = name.slice(0, 3).toLowerCase()
  const isCommonYear = year !== '' && new Date(Date.UTC(Number(year), 1, 29)).getUTCMonth() !== 1
  const days = key === 'feb' && isCommonYear ? 28 : (monthDays[key] ?? 0)
  return Number(day) >= 1 && Number(day) <= days
}
