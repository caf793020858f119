import { type Hop, KEPT_TURN_BYTES, storableJson, type TraceMessage } from '@chaperone/contracts'

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
