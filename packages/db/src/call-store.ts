import { IDEMPOTENCY_KEY_HOURS, REQUEST_STATE_SECONDS } from '@chaperone/contracts'
import type { OwnerTransaction } from './database.ts'
import type { DatabaseRole } from './database-role.ts'
import { Prisma } from './generated/client.ts'

interface KeyedCall {
  ownerId: string
  tool: string
  key: string
  argumentsDigest: string
}

export interface CallStore {
  /**
   * Null for the first call with its key. A second one waits here for the first to end, and gets what that left; when
   * the first failed, it left nothing, and the second becomes the first.
   */
  claimKey(tx: OwnerTransaction, call: KeyedCall): Promise<{ argumentsDigest: string; result: unknown } | null>
  storeResult(tx: OwnerTransaction, call: KeyedCall, result: Record<string, unknown>): Promise<void>
  /** True once for each id. A second transaction waits for the first to end; when that failed, the id is still good. */
  useRequestState(tx: OwnerTransaction, state: { ownerId: string; id: string }): Promise<boolean>
}

/**
 * What a server remembers about calls, written in the call's own transaction, in the server's own schema: no other server
 * can read, write or lock it. Row-level security shows the transaction's owner. What has expired is deleted on the owner's
 * next keyed call.
 */
export function openCallStore(server: Exclude<DatabaseRole, 'web'>): CallStore {
  const keys = Prisma.raw(`${server}.idempotency_keys`)
  const states = Prisma.raw(`${server}.used_request_states`)
  return {
    async claimKey(tx, { ownerId, tool, key, argumentsDigest }) {
      await tx.$executeRaw`
        DELETE FROM ${keys} WHERE (tool, key) IN (
          SELECT tool, key FROM ${keys} WHERE owner_id = ${ownerId} AND expires_at <= now() FOR UPDATE SKIP LOCKED)
          AND owner_id = ${ownerId}`
      const claimed = await tx.$executeRaw`
        INSERT INTO ${keys} (owner_id, tool, key, arguments_digest, expires_at)
        VALUES (${ownerId}, ${tool}, ${key}, ${argumentsDigest}, now() + make_interval(hours => ${IDEMPOTENCY_KEY_HOURS}))
        ON CONFLICT DO NOTHING`
      if (claimed === 1) return null
      const [first] = await tx.$queryRaw<{ argumentsDigest: string; result: unknown }[]>`
        SELECT arguments_digest AS "argumentsDigest", result FROM ${keys}
        WHERE owner_id = ${ownerId} AND tool = ${tool} AND key = ${key}`
      if (!first) throw new Error('an idempotency key was claimed and is not there')
      return first
    },
    async storeResult(tx, { ownerId, tool, key }, result) {
      await tx.$executeRaw`
        UPDATE ${keys} SET result = ${JSON.stringify(result)}::jsonb
        WHERE owner_id = ${ownerId} AND tool = ${tool} AND key = ${key}`
    },
    async useRequestState(tx, { ownerId, id }) {
      await tx.$executeRaw`DELETE FROM ${states} WHERE owner_id = ${ownerId} AND expires_at <= now()`
      // Kept for twice the time that the signed state itself is good for, so that it never becomes new again.
      const used = await tx.$executeRaw`
        INSERT INTO ${states} (owner_id, id, expires_at)
        VALUES (${ownerId}, ${id}, now() + make_interval(secs => ${2 * REQUEST_STATE_SECONDS}))
        ON CONFLICT DO NOTHING`
      return used === 1
    },
  }
}
