import type { Connection } from '../registry.ts'
import { leavesOf } from './leaves.ts'
import type { Label } from './policy.ts'

/** One result of this turn. */
export interface SeenResult {
  hop: number
  connection: string
  labels: readonly Label[]
  texts: ReadonlySet<string>
  numbers: ReadonlySet<number>
}

/** Remembers what a result told, for the calls that follow in this turn. */
export function labelResult(
  seen: SeenResult[],
  { hop, connection, result }: { hop: number; connection: Connection; result: unknown },
): void {
  const { texts, numbers } = leavesOf(result)
  const { id, resultLabels: labels } = connection
  seen.push({ hop, connection: id, labels, texts: new Set(texts), numbers: new Set(numbers) })
}
