import { localTime } from '../answers/dates.ts'
import { extractDuration } from '../language/duration.ts'
import type { Clock } from '../language/moments.ts'
import { extractPeriod } from '../language/period.ts'
import { replaceTime } from '../language/replace-time.ts'
import { isPerhapsName } from '../language/sentence.ts'
import { extractWhen, type When } from '../language/when.ts'
import type { FollowUp } from './follow-up.ts'
import { GAP, type Memory, type Question } from './memory.ts'
import { chosenFrom } from './point-at.ts'
import { pointingRequest } from './pointing-request.ts'
import { referenceTo, type Thing } from './thing.ts'

interface Asked {
  memory: Memory
  context: Clock
}

/** The request that an answer completes; null for a text that is none. A whole request is never given to this. */
export function answerTo({ asks, request }: Question, text: string, asked: Asked): FollowUp | null {
  if (asks === 'which' && asked.memory.list.length > 0) return withThing(request, text, asked)
  const whole = { time: withTime, name: withName, address: withAddress, which: withWords }[asks](request, text, asked)
  return whole === null ? null : { kind: 'request', text: whole, about: null }
}

export function isTitleOf({ title }: Thing, text: string): boolean {
  return title.toLowerCase() === text.toLowerCase()
}

function withTime(request: string, text: string, { context }: Asked): string | null {
  const said = /^\d{1,2}$/.test(text) ? `at ${text}` : text
  const { when, rest } = extractWhen(extractDuration(said).rest, context)
  if (!when || !isIdle(rest)) return null
  return when.hasDay ? replaceTime(request, said, context) : `${request} ${said}`
}

function withName(request: string, text: string, { context }: Asked): string | null {
  const name = text
    .replace(/^(?:in|at|to|into|for|near)\s+/i, '')
    .replace(/^the (?=project |.* project$)/i, '')
    .replace(/^project | project$/i, '')
  return isPerhapsName(name) && !isIdle(extractPeriod(name, context).rest) ? request.replace(GAP, () => name) : null
}

function withAddress(request: string, text: string): string | null {
  const address = /^(?:with |to )?([^\s@<>"',;:]+@[^\s@<>"',;:]+)$/i.exec(text)?.[1]
  return address ? request.replace(GAP, () => address) : null
}

/** What was pointed at, where nothing was listed to choose from. */
function withWords(request: string, text: string): string | null {
  return /^(?:the|my) |^"/i.test(text) ? request.replace(GAP, () => text) : null
}

/** One of the things that were listed, by its place, its name, or its day and time. */
function withThing(request: string, text: string, asked: Asked): FollowUp | null {
  const chosen = choices(text, asked)
  const [thing, other] = chosen
  if (thing && !other) {
    const pointed = pointingRequest(request.replace(GAP, 'it'))?.about(thing)
    return { kind: 'request', text: pointed ?? request.replace(GAP, () => referenceTo(thing)), about: thing }
  }
  const isAnswer = thing !== undefined || extractWhen(text, asked.context).when !== null
  // Asked again, rather than guessed.
  return isAnswer ? { kind: 'which', candidates: thing ? chosen : asked.memory.list, question: request } : null
}

function choices(text: string, { memory, context }: Asked): Thing[] {
  const equal = memory.list.filter((thing) => isTitleOf(thing, text))
  if (equal.length > 0) return equal
  const { when, rest } = extractWhen(text, context)
  if (!when) return chosenFrom(text, memory)
  const then = memory.list.filter((thing) => isThen(thing, when, context))
  return isIdle(rest) ? then : chosenFrom(rest, { ...memory, list: then })
}

function isThen(thing: Thing, { start, hasDay, hasTime }: When, { timeZone }: Clock): boolean {
  if (!thing.when) return false
  const own = localTime(thing.when, timeZone)
  if (hasDay && !own.hasSame(start, 'day')) return false
  return !hasTime || thing.kind === 'task' || (own.hour === start.hour && own.minute === start.minute)
}

/** Whether words that are left over say nothing. */
function isIdle(words: string): boolean {
  return words.split(/[\s,.]+/).every((word) => /^(?:|the|it|that|this|one|on|at|from|for|in|and)$/i.test(word))
}
