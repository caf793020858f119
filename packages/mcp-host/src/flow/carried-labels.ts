import type { Connection } from '../registry.ts'
import { type Leaves, leavesOf } from './leaves.ts'
import type { Label } from './policy.ts'
import type { SeenResult } from './seen.ts'

/** Shorter texts are too common to say anything about where they come from. */
const MIN_LENGTH = 4

/** Formats of our keys and of any JWT. @see RFC 7519 §3 */
const CREDENTIAL = /chap_[a-z0-9]{6,}|eyj[\w-]{10,}\.[\w-]{10,}\./

/** What is known of how a planner makes arguments. */
export type DataFlow =
  /** It names the results that each argument comes from. */
  | { kind: 'declared'; from: readonly number[] }
  /** Anything that it was shown may be in anything that it writes. */
  | { kind: 'unknown' }

interface Question {
  /** The person's own words: what is in them may go anywhere, because the person said it. */
  message: string
  seen: readonly SeenResult[]
  flow: DataFlow
  connection: Connection
  args: Record<string, unknown>
}

/**
 * What the arguments of a call may hold. Exact where the planner says what they come from: the labels of those results.
 * Otherwise everything that the turn has seen, unless each text and number is the person's own, or is what this very
 * connection has told. In both cases text that was copied from a result is found, whatever the planner says.
 */
export function carriedLabels({ message, seen, flow, connection, args }: Question): Set<Label> {
  const leaves = leavesOf(args)
  const others = seen.filter((result) => result.connection !== connection.id)
  const labels = new Set<Label>()
  if (leaves.texts.some((text) => CREDENTIAL.test(text))) labels.add('credential')

  const own = seen.filter((result) => result.connection === connection.id)
  const unexplained = without(leaves, { message: message.toLowerCase(), own })
  const sources =
    flow.kind === 'declared'
      ? others.filter(({ hop, texts }) => flow.from.includes(hop) || isCopied(unexplained, texts))
      : isEmpty(unexplained)
        ? []
        : others
  for (const { labels: of } of sources) for (const label of of) labels.add(label)
  return labels
}

/** Whether all that the arguments hold is the person's own words: then nothing was picked out of anything. */
export function isOwnWords(message: string, args: Record<string, unknown>): boolean {
  return isEmpty(without(leavesOf(args), { message: message.toLowerCase(), own: [] }))
}

function without(leaves: Leaves, known: { message: string; own: readonly SeenResult[] }): Leaves {
  const words = new Set(known.message.match(/[-+]?\d+(?:\.\d+)?/g)?.map(Number))
  return {
    texts: leaves.texts.filter(
      (text) => !known.message.includes(text) && !known.own.some(({ texts }) => texts.has(text)),
    ),
    numbers: leaves.numbers.filter(
      (number) => !words.has(number) && !known.own.some(({ numbers }) => numbers.has(number)),
    ),
  }
}

function isEmpty({ texts, numbers }: Leaves): boolean {
  return texts.length === 0 && numbers.length === 0
}

function isCopied({ texts }: Leaves, told: ReadonlySet<string>): boolean {
  return texts.some(
    (text) =>
      text.length >= MIN_LENGTH &&
      [...told].some((other) => other.length >= MIN_LENGTH && (other.includes(text) || text.includes(other))),
  )
}
