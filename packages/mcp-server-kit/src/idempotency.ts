import { IDEMPOTENCY_KEY_HOURS } from '@chaperone/contracts'
import { z } from 'zod'
import { argumentsDigest } from './arguments-digest.ts'
import type { CallStore } from './call-store.ts'
import { ToolError } from './tool-error.ts'

/** The argument that every creating tool takes besides its own. */
export const idempotencyKeySchema = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/, 'must be 1 to 200 printable ASCII characters')
  .exactOptional()
  .describe(
    `A random text of your own. Repeating the call with it within ${IDEMPOTENCY_KEY_HOURS} hours returns the first result and adds nothing.`,
  )

interface KeyedRun<Db> {
  calls: CallStore<Db>
  db: Db
  ownerId: string
  tool: string
  input: Record<string, unknown>
  /** Adds the row. Gets the input without the key. */
  run(input: Record<string, unknown>): Promise<Record<string, unknown>>
}

/**
 * Runs a creating tool once for each key of an owner: a repeat, also one at the same time or at another instance, gets
 * the first result. A call that failed may be repeated.
 *
 * @throws ToolError `idempotency_key_reused` when the key came with other arguments before
 */
export async function runOnce<Db>({ calls, db, ownerId, tool, input, run }: KeyedRun<Db>) {
  const { idempotencyKey: key, ...args } = input
  if (typeof key !== 'string') return run(args)
  const call = { ownerId, tool, key, argumentsDigest: argumentsDigest(args) }
  const first = await calls.claimKey(db, call)
  if (first && first.argumentsDigest !== call.argumentsDigest) {
    throw new ToolError(
      'idempotency_key_reused',
      'This idempotencyKey came with other arguments before. Use a new one for a new call.',
    )
  }
  if (first) return first.result as Record<string, unknown>
  const result = await run(args)
  await calls.storeResult(db, call, result)
  return result
}
