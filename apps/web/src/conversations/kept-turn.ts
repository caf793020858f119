import {
  type AnswerPart,
  type Hop,
  KEPT_SEEN_BYTES,
  KEPT_TURN_BYTES,
  storableJson,
  type TraceMessage,
} from '@chaperone/contracts'
import type { KeptResult } from '@chaperone/mcp-host'
import type { TurnState } from '../components/chat/turn-state'
import { answerText, type KeptTurn } from './shown-turn'

/** Of a message on the wire whose turn is too large to be kept whole. */
const CUT_BODY_CHARACTERS = [4_000, 500, 0]
const CUT = '… (cut when it was kept)'

/**
 * A value as it is kept: at most so many bytes of JSON. What is larger loses the ends of what went over the wire, and when
 * that does not help, is null.
 */
export function fitted<Value>(value: Value, limit = KEPT_TURN_BYTES): Value | null {
  const text = storable(value)
  if (isWithin(text, limit)) return JSON.parse(text) as Value
  for (const characters of CUT_BODY_CHARACTERS) {
    const shorter = storable(value, characters)
    if (isWithin(shorter, limit)) return JSON.parse(shorter) as Value
  }
  return null
}

type ShownAndDecided = Omit<KeptTurn, 'id'>

/**
 * A turn and what was decided about it, as they are kept: together in the bytes of one turn. Where it does not help to cut
 * what went over the wire, none of it is kept, and where words and cards are too many, only how the answer began.
 */
export function fittedTurn(turn: ShownAndDecided): ShownAndDecided {
  return fitted(turn) ?? fitted(withoutWire(turn)) ?? (JSON.parse(storable(beginningOf(turn))) as ShownAndDecided)
}

const NO_WIRE = { text: '\n(This turn was too large to keep its wire.)' }

function withoutWire({ shown, decided }: ShownAndDecided): ShownAndDecided {
  return {
    shown: { ...shown, hops: [], answer: [...saidIn(shown), NO_WIRE] },
    decided: decided.map((call) => ({ ...call, events: call.events.filter(({ type }) => type !== 'hop') })),
  }
}

function beginningOf({ shown, decided }: ShownAndDecided): ShownAndDecided {
  const text = answerText({ answer: saidIn(shown) }).slice(0, 20_000)
  return {
    shown: { ...shown, steps: [], hops: [], held: [], answer: [{ text }, NO_WIRE] },
    decided: decided.map((call) => ({ ...call, events: [] })),
  }
}

/** A turn is fitted again with each decision, and says so once. */
function saidIn({ answer }: TurnState): AnswerPart[] {
  return answer.filter(({ text }) => text !== NO_WIRE.text)
}

/** What results told, as it is kept beside what is kept already: of what is too large, that it was there, and of what kind. */
export function fittedSeen(known: readonly KeptResult[], more: readonly KeptResult[]): KeptResult[] {
  let left = KEPT_SEEN_BYTES - bytesOf(known)
  const kept = more.map((result): KeptResult => {
    const bytes = bytesOf(result)
    if (bytes > left) return { ...result, texts: [], numbers: [], isWhole: false }
    left -= bytes
    return result
  })
  return [...known, ...kept]
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value))
}

function storable(value: unknown, bodyCharacters = Number.POSITIVE_INFINITY): string {
  return storableJson(value, (key, inner) =>
    isMessage(key, inner) ? { ...inner, body: cut(inner.body, bodyCharacters) } : inner,
  )
}

function isMessage(key: string, value: unknown): value is TraceMessage {
  const keys: string[] = ['request', 'response'] satisfies (keyof Hop)[]
  return keys.includes(key) && typeof value === 'object' && value !== null && 'body' in value
}

function cut(body: string, characters: number): string {
  return body.length <= characters + CUT.length ? body : body.slice(0, characters) + CUT
}

function isWithin(text: string, bytes: number): boolean {
  return Buffer.byteLength(text) <= bytes
}
