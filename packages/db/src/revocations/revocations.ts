import type { TokenOrigin } from '@chaperone/contracts'
import type { Transaction } from '../database.ts'

export interface Revocations {
  /** Every token that comes from one of these is refused from the next request on. Twice is not an error. */
  revoke(...origins: readonly TokenOrigin[]): Promise<void>
  /** Whether any of these was revoked. Asks the database each time, and rejects when it does not answer. */
  isRevoked(origins: readonly TokenOrigin[]): Promise<boolean>
}

/**
 * The list of what ended before its time. Only the web app's role may add to it (SQLSTATE 42501 for any other).
 *
 * @param unowned a database's, or a transaction in which something else ends with it
 */
export function openRevocations({ unowned }: { unowned: Transaction }): Revocations {
  return {
    async revoke(...origins) {
      const [kinds, ids] = [origins.map(({ kind }) => kind), origins.map(({ id }) => id)]
      await unowned.$executeRaw`INSERT INTO access.revocations (kind, id) SELECT * FROM unnest(${kinds}::text[], ${ids}::text[]) ON CONFLICT DO NOTHING`
      // The policy leaves everything that may still matter.
      await unowned.$executeRaw`DELETE FROM access.revocations WHERE revoked_at < clock_timestamp() - interval '13 hours'`
    },
    async isRevoked(origins) {
      if (origins.length === 0) return false
      const found = await unowned.revocation.findFirst({ where: { OR: origins.map(({ kind, id }) => ({ kind, id })) } })
      return found !== null
    },
  }
}
