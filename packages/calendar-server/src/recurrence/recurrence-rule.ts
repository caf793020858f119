import { z } from 'zod'

/** Long enough for every rule that the grammar below lets through. */
const MAX_CHARACTERS = 200
export const MAX_COUNT = 500
const WEEKDAY = '(?:MO|TU|WE|TH|FR|SA|SU)'

/**
 * The parts of a rule that are understood, each with the values it may have. No rule by hours, minutes or seconds; no
 * fifth weekday of a month, which most months lack. So a rule that matches its start has an occurrence every few
 * periods, and looking for the next one ends soon.
 */
const parts: Record<string, RegExp> = {
  FREQ: /^(?:DAILY|WEEKLY|MONTHLY|YEARLY)$/,
  INTERVAL: /^(?:[1-9]|[1-4]\d|5[0-2])$/,
  COUNT: /^[1-9]\d{0,2}$/,
  UNTIL: /^(?:19[7-9]\d|2[01]\d\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3])[0-5]\d[0-5]\dZ$/,
  BYDAY: listOf(`(?:-?[1-4])?${WEEKDAY}`),
  BYMONTHDAY: listOf('(?:-?(?:[1-9]|[12]\\d|3[01]))'),
  BYMONTH: listOf('(?:[1-9]|1[0-2])'),
  WKST: new RegExp(`^${WEEKDAY}$`),
}

const partsOf: Record<string, readonly string[]> = {
  DAILY: [],
  WEEKLY: ['BYDAY', 'WKST'],
  MONTHLY: ['BYDAY', 'BYMONTHDAY'],
  YEARLY: ['BYDAY', 'BYMONTHDAY', 'BYMONTH'],
}

function listOf(item: string): RegExp {
  return new RegExp(`^${item}(?:,${item}){0,30}$`)
}

/**
 * What is wrong with the text of a recurrence rule, or null. Stricter than the library that expands it, which lets
 * duplicates and negative counts pass.
 *
 * @see RFC 5545 §3.3.10
 */
export function recurrenceProblem(text: string): string | null {
  const rule = new Map<string, string>()
  for (const part of text.split(';')) {
    const [name = '', value = '', ...rest] = part.split('=')
    if (!Object.hasOwn(parts, name) || rest.length > 0) return `“${name}” is not a part of a rule that is understood`
    if (rule.has(name)) return `${name} stands there twice`
    if (!parts[name]?.test(value)) return `the value of ${name} is not one that is understood`
    rule.set(name, value)
  }
  const frequency = rule.get('FREQ')
  if (!frequency) return 'FREQ is missing: DAILY, WEEKLY, MONTHLY or YEARLY'
  const misplaced = [...rule.keys()].find((name) =>
    name.startsWith('BY') || name === 'WKST' ? !partsOf[frequency]?.includes(name) : false,
  )
  if (misplaced) return `${misplaced} does not go with ${frequency}`
  if (rule.has('COUNT') && rule.has('UNTIL')) return 'COUNT and UNTIL exclude each other'
  if (Number(rule.get('COUNT') ?? 1) > MAX_COUNT) return `COUNT may be at most ${MAX_COUNT}`
  if (rule.has('BYDAY') && rule.has('BYMONTHDAY')) return 'BYDAY and BYMONTHDAY exclude each other'
  if (frequency === 'WEEKLY' && /\d/.test(rule.get('BYDAY') ?? '')) return 'BYDAY of a week has no numbers'
  if (frequency === 'YEARLY' && rule.has('BYDAY') && !rule.has('BYMONTH')) return 'BYDAY of a year needs BYMONTH'
  return null
}

/** An RRULE such as `FREQ=WEEKLY;BYDAY=MO,WE;COUNT=10`, without its name. */
export const recurrenceSchema = z
  .string()
  .max(MAX_CHARACTERS)
  .superRefine((text, context) => {
    const problem = recurrenceProblem(text)
    if (problem) context.addIssue({ code: 'custom', message: problem })
  })
  .describe(
    `Makes the event repeat: an RRULE of RFC 5545 by days, weeks, months or years, such as FREQ=WEEKLY;BYDAY=MO,WE;COUNT=10. COUNT is at most ${MAX_COUNT}; without COUNT and UNTIL it never ends. startsAt must be the first occurrence.`,
  )
