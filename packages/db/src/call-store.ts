import { IDEMPOTENCY_KEY_HOURS, REQUEST_STATE_SECONDS } from '@chaperone/contracts'
import type { OwnerTransaction } from './database.ts'

interface KeyedCall {
  ownerId: string
  tool: string
  key: string
  argumentsDigest: string
}

export interface CallStore {
  claimKey(tx: OwnerTransaction, call: KeyedCall): Promise<{ argumentsDigest: string; result: unknown } | null>
  storeResult(tx: OwnerTransaction, call: KeyedCall, result: Record<string, unknown>): Promise<void>
  useRequestState(tx: OwnerTransaction, state: { ownerId: string; id: string }): Promise<boolean>
}

/**
 * What a server remembers about calls, written in the call's own transaction. Row-level security shows each server its
 * own rows of the transaction's owner and no others. What has expired is deleted on the owner's next keyed call.
 */
export const callStore: CallStore = { claimKey, storeResult, useRequestState }

/**
 * Null for the first call with its key. A second one waits here for the first to end, and gets what that left; when
 * the first failed, it left nothing, and the second becomes the first.
 */
async function claimKey(tx: OwnerTransaction, call: KeyedCall) {
  const { ownerId, tool, key, argumentsDigest } = call
  await tx.$executeRaw`
    DELETE FROM access.idempotency_keys WHERE (tool, key) IN (
      SELECT tool, key FROM access.idempotency_keys
      WHERE writer = CURRENT_USER AND owner_id = ${ownerId} AND expires_at <= now() FOR UPDATE SKIP LOCKED)
      AND writer = CURRENT_USER AND owner_id = ${ownerId}`
  const claimed = await tx.$executeRaw`
    INSERT INTO access.idempotency_keys (owner_id, tool, key, arguments_digest, expires_at)
    VALUES (${ownerId}, ${tool}, ${key}, ${argumentsDigest}, now() + make_interval(hours => ${IDEMPOTENCY_KEY_HOURS}))
    ON CONFLICT DO NOTHING`
  if (claimed === 1) return null
  const [first] = await tx.$queryRaw<{ argumentsDigest: string; result: unknown }[]>`
    SELECT arguments_digest AS "argumentsDigest", result FROM access.idempotency_keys
    WHERE writer = CURRENT_USER AND owner_id = ${ownerId} AND tool = ${tool} AND key = ${key}`
  if (!first) throw new Error('an idempotency key was claimed and is not there')
  return first
}

async function storeResult(tx: OwnerTransaction, call: KeyedCall, result: Record<string, unknown>): Promise<void> {
  await tx.$executeRaw`
    UPDATE access.idempotency_keys SET result = ${JSON.stringify(result)}::jsonb
    WHERE writer = CURRENT_USER AND owner_id = ${call.ownerId} AND tool = ${call.tool} AND key = ${call.key}`
}

/** True once for each id. A second transaction waits for the first to end; when that failed, the id is still good. */
async function useRequestState(
  tx: OwnerTransaction,
  { ownerId, id }: { ownerId: string; id: string },
): Promise<boolean> {
  await tx.$executeRaw`
    DELETE FROM access.used_request_states
    WHERE writer = CURRENT_USER AND owner_id = ${ownerId} AND expires_at <= now()`
  // Kept for twice the time that the signed state itself is good for, so that it never becomes new again.
  const used = await tx.$executeRaw`
    INSERT INTO access.used_request_states (owner_id, id, expires_at)
    VALUES (${ownerId}, ${id}, now() + make_interval(secs => ${2 * REQUEST_STATE_SECONDS}))
    ON CONFLICT DO NOTHING`
  return used === 1
}
