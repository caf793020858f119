import { setTimeout as pause } from 'node:timers/promises'
import { REVOCATION_MATTERS_SECONDS, type TokenOrigin } from '@chaperone/contracts'
import type { Database } from '../database.ts'
import { type Listener, listen } from './listen.ts'
import { openRevocations } from './revocations.ts'

const RECONNECT_MILLISECONDS = 500

export interface RevocationFeed {
  /** Whether any of these was revoked. Rejects when that cannot be known. */
  isRevoked(origins: readonly TokenOrigin[]): Promise<boolean>
  close(): Promise<void>
}

interface FeedOptions {
  /** A `postgresql://` address that leads to PostgreSQL itself: LISTEN does not pass a pooler in transaction mode. */
  url: string
  /** Asked about each token while the feed's own connection is lost. */
  database: Database
  onError(error: unknown): void
}

/**
 * Knows at every moment what was revoked, without a query per request: revocations arrive by LISTEN/NOTIFY as they are
 * committed. While the connection is lost, silent for more than three seconds, or behind by one announcement, the
 * database is asked about each token instead; when it does not answer either, nobody is let in.
 */
export function openRevocationFeed({ url, database, onError }: FeedOptions): RevocationFeed {
  const revocations = openRevocations(database)
  /** When each may be forgotten, `performance.now()`; oldest first. */
  const known = new Map<string, number>()
  const closing = new AbortController()
  let listener: Listener | null = null

  function remember(origin: TokenOrigin): void {
    const now = performance.now()
    for (const [key, until] of known) {
      if (until > now) break
      known.delete(key)
    }
    known.delete(keyOf(origin))
    known.set(keyOf(origin), now + REVOCATION_MATTERS_SECONDS * 1_000)
  }

  async function follow(): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        listener = await listen(url, remember)
        if (closing.signal.aborted) return listener.close()
        const reason = await listener.ended
        if (!closing.signal.aborted) onError(reason)
        listener.close()
      } catch (error) {
        onError(error)
      }
      await pause(RECONNECT_MILLISECONDS, undefined, { signal: closing.signal }).catch(() => {})
    }
  }
  const following = follow()

  return {
    async isRevoked(origins) {
      if (origins.some((origin) => known.has(keyOf(origin)))) return true
      return listener?.isComplete() ? false : revocations.isRevoked(origins)
    },
    async close() {
      closing.abort()
      listener?.close()
      await following
    },
  }
}

function keyOf({ kind, id }: TokenOrigin): string {
  return `${kind} ${id}`
}
