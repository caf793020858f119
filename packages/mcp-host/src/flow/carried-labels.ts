import type { Connection } from '../registry.ts'
import { declaredKeys, type Leaves, leavesOf } from './leaves.ts'
import type { Label } from './policy.ts'
import type { SeenResult } from './seen.ts'
import { isTelling } from './shape.ts'

/** Shorter texts are too common to say anything about where they come from. */
const MIN_LENGTH = 4

/** Formats of our keys and of any JWT. @see RFC 7519 §3 */
const CREDENTIAL = /chap_[a-z0-9]{6,}|eyj[\w-]{10,}\.[\w-]{10,}\./i

/** A result of this turn by its hop, or of an earlier turn of the conversation. */
export type ResultReference = number | { turnId: string; hop: number }

/** What is known of how a planner makes arguments. */
export type DataFlow =
  /** It names the results that each argument comes from. */
  | { kind: 'declared'; from: readonly ResultReference[] }
  /** Anything that it was shown may be in anything that it writes. */
  | { kind: 'unknown' }

export interface Carrier {
  /** The person's own words: what is in them may go anywhere, because the person said it. */
  message: string
  /** Their words before, which a planner of ours goes on from. A model could pick from all of a long conversation. */
  earlierMessages: readonly string[]
  flow: DataFlow
  args: Record<string, unknown>
  /** Of the arguments, as it is pinned. */
  inputSchema: unknown
}

interface Question extends Carrier {
  seen: readonly SeenResult[]
  connection: Connection
}

/**
 * What the arguments of a call may hold. Exact where the planner says what they come from: the labels of those results.
 * Otherwise everything that the turn has seen, unless each text and number is the person's own, or is what this very
 * connection has told, and their shape tells nothing. In both cases text that was copied from a result is found, whatever the planner says.
 */
export function carriedLabels({ seen, connection, ...carrier }: Question): Set<Label> {
  const { flow } = carrier
  const leaves = leavesIn(carrier)
  const others = seen.filter((result) => result.connection !== connection.id)
  const labels = new Set<Label>()
  if (leaves.texts.some((text) => CREDENTIAL.test(text))) labels.add('credential')

  const own = seen.filter((result) => result.connection === connection.id)
  const unexplained = without(leaves, carrier, own)
  const isPlain = isEmpty(unexplained) && !hasTellingShape(carrier)
  const sources =
    flow.kind === 'declared'
      ? others.filter((result) => flow.from.some((one) => isThat(one, result)) || isCopied(unexplained, result))
      : isPlain
        ? []
        : others
  for (const { labels: of } of sources) for (const label of of) labels.add(label)
  return labels
}

/** Whether all that the arguments hold is the person's own words: then nothing was picked out of anything. */
export function isOwnWords(carrier: Carrier): boolean {
  return isEmpty(without(leavesIn(carrier), carrier, [])) && !hasTellingShape(carrier)
}

/** A planner that says what its arguments come from does not spell with them. */
function hasTellingShape({ flow, args, inputSchema }: Carrier): boolean {
  return flow.kind === 'unknown' && isTelling(args, inputSchema)
}

function leavesIn({ args, inputSchema }: Carrier): Leaves {
  const declared = declaredKeys(inputSchema)
  return leavesOf(args, (key) => declared.has(key))
}

/** What is neither the person's nor the connection's own. What stands twice could be written with it, like letters. */
function without({ texts, numbers }: Leaves, carrier: Carrier, own: readonly SeenResult[]): Leaves {
  const { message, earlierMessages, flow } = carrier
  const words = new Set(message.match(/[-+]?\d+(?:\.\d+)?/g)?.map(Number))
  const isSaid = flow.kind === 'declared' ? saysAlike([...earlierMessages, message].join('\n')) : saysExactly(message)
  const isRepeated = <T>(leaf: T, index: number, all: readonly T[]) =>
    flow.kind === 'unknown' && all.indexOf(leaf) !== index
  return {
    texts: texts.filter(
      (text, index, all) =>
        isRepeated(text, index, all) || (!isSaid(text) && !own.some((result) => result.texts.has(text))),
    ),
    numbers: numbers.filter(
      (number, index, all) =>
        isRepeated(number, index, all) || (!words.has(number) && !own.some((result) => result.numbers.has(number))),
    ),
  }
}

/** For a planner of ours, which may tidy the person's words and adds nothing to them. */
function saysAlike(message: string): (text: string) => boolean {
  const words = message.toLowerCase()
  return (text) => words.includes(text.trim().toLowerCase())
}

/** Whole words of the message, letter by letter: a capital, a space or half a word may mean something to who receives it. */
function saysExactly(message: string): (text: string) => boolean {
  const isWord = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}]/u.test(character)
  return (text) => {
    if (!isWord(text.at(0)) || !isWord(text.at(-1))) return false
    for (let at = message.indexOf(text); at >= 0; at = message.indexOf(text, at + 1)) {
      if (!isWord(message[at - 1]) && !isWord(message[at + text.length])) return true
    }
    return false
  }
}

function isEmpty({ texts, numbers }: Leaves): boolean {
  return texts.length === 0 && numbers.length === 0
}

function isThat(reference: ResultReference, { turnId, hop }: SeenResult): boolean {
  if (typeof reference === 'number') return turnId === null && hop === reference
  return turnId === reference.turnId && hop === reference.hop
}

/** Of what was kept in part only, any text may be the rest. */
function isCopied({ texts }: Leaves, told: SeenResult): boolean {
  if (!told.isWhole && texts.length > 0) return true
  const known = [...told.texts].map(comparable).filter((text) => text.length >= MIN_LENGTH)
  return texts
    .map(comparable)
    .some((text) => text.length >= MIN_LENGTH && known.some((other) => other.includes(text) || text.includes(other)))
}

function comparable(text: string): string {
  return text.trim().toLowerCase()
}
