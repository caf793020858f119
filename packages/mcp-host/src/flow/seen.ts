import type { Connection } from '../registry.ts'
import { leavesOf } from './leaves.ts'
import type { Label } from './policy.ts'

/** One result of this turn, or of an earlier one of its conversation. */
export interface SeenResult {
  /** Null for this turn. */
  turnId: string | null
  hop: number
  connection: string
  labels: readonly Label[]
  texts: ReadonlySet<string>
  numbers: ReadonlySet<number>
  /** False where only a part of what it told was kept. */
  isWhole: boolean
}

/** What a result told, as it is kept for later turns. */
export interface KeptResult {
  turnId: string
  hop: number
  connection: string
  labels: readonly Label[]
  texts: readonly string[]
  numbers: readonly number[]
  isWhole: boolean
}

/** For one turn: the texts of a few pages. What is longer is compared with less, and the person asked more. */
const KEPT_CHARACTERS = 32_000

/** Remembers what a result told, for the calls that follow. */
export function labelResult(
  seen: SeenResult[],
  { hop, connection, result }: { hop: number; connection: Connection; result: unknown },
): void {
  const { texts, numbers } = leavesOf(result)
  const { id, resultLabels: labels } = connection
  seen.push({
    turnId: null,
    hop,
    connection: id,
    labels,
    texts: new Set(texts),
    numbers: new Set(numbers),
    isWhole: true,
  })
}

/** What a turn has seen itself, fit to be kept. */
export function keptResults(turnId: string, seen: readonly SeenResult[]): KeptResult[] {
  let left = KEPT_CHARACTERS
  const fits = (value: string | number) => {
    left -= String(value).length + 1
    return left > 0
  }
  return seen
    .filter((result) => result.turnId === null)
    .map(({ hop, connection, labels, texts, numbers }) => {
      const kept = { texts: [...texts].filter(fits), numbers: [...numbers].filter(fits) }
      const isWhole = kept.texts.length === texts.size && kept.numbers.length === numbers.size
      return { turnId, hop, connection, labels, ...kept, isWhole }
    })
}

/** What an earlier turn has seen, for the one that goes on. */
export function seenEarlier(kept: readonly KeptResult[]): SeenResult[] {
  return kept.map(({ texts, numbers, ...result }) => ({
    ...result,
    texts: new Set(texts),
    numbers: new Set(numbers),
  }))
}
