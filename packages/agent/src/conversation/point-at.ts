import { bestMatches } from '../language/best-match.ts'
import type { Memory } from './memory.ts'
import type { Thing, ThingKind } from './thing.ts'

const ordinals: Record<string, number> = { first: 0, second: 1, third: 2, fourth: 3, fifth: 4, last: -1 }
const kinds: Record<string, ThingKind> = {
  task: 'task',
  todo: 'task',
  event: 'event',
  meeting: 'event',
  appointment: 'event',
  project: 'project',
}
const noun = `(?:one|${Object.keys(kinds).join('|')})`

/** Words that point at something: "it", "that one", "the second task", "number 2". */
export const pointer = `(?:(?:the )?(?:${Object.keys(ordinals).join('|')})(?: ${noun})?|(?:number |no\\. ?|#)\\d{1,2}|(?:it|that|this)(?: ${noun})?)(?![\\w-])`

/** What the words point at among what was shown. Several: the person has to say which. */
export function pointedAt(words: string, memory: Memory | null, only?: ThingKind): Thing[] {
  const said = Object.keys(kinds).find((name) => new RegExp(`\\b${name}\\b`, 'i').test(words))
  const kind = (said && kinds[said]) ?? only
  const fits = (thing: Thing) => kind === undefined || thing.kind === kind
  const list = memory?.list.filter(fits) ?? []
  const place = placeOf(words)
  if (place !== null) return [list.at(place)].filter((thing) => thing !== undefined)
  const focus = memory?.focus
  return focus && fits(focus) ? [focus] : list
}

/** What an answer to "which one?" means: its place in the list, or words of its name. */
export function chosenFrom(words: string, memory: Memory): Thing[] {
  if (new RegExp(`^${pointer}$`, 'i').test(words) || /^\d{1,2}$/.test(words)) return pointedAt(words, memory)
  return bestMatches(memory.list, words.replace(/^the (.+) one$/i, '$1'), ({ title }) => title)
}

function placeOf(words: string): number | null {
  const name = Object.keys(ordinals).find((ordinal) => new RegExp(`\\b${ordinal}\\b`, 'i').test(words))
  if (name) return ordinals[name] ?? null
  const number = /\d{1,2}/.exec(words)?.[0]
  return number && Number(number) > 0 ? Number(number) - 1 : null
}
