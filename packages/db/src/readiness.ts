import { READINESS_MILLISECONDS } from '@chaperone/contracts'
import { Pool, type PoolConfig } from 'pg'

export interface Readiness {
  /** Resolves when the database answers; rejects when it does not within a second. Who asks meanwhile shares the answer. */
  ask(): Promise<void>
  close(): Promise<void>
}

/**
 * Asks on a connection of its own whether the database answers: however many calls wait for theirs, whoever watches this
 * process learns what is true of it, and at once. Nobody is let in to ask, so askers cost one query at a time.
 */
export function openReadiness(config: PoolConfig): Readiness {
  const pool = new Pool({ ...config, max: 1, idleTimeoutMillis: 0, query_timeout: READINESS_MILLISECONDS })
  pool.on('error', () => {})
  let underWay: Promise<void> | null = null

  async function question(): Promise<void> {
    await pool.query('SELECT 1')
  }

  return {
    ask() {
      underWay ??= question().finally(() => {
        underWay = null
      })
      const { promise: late, reject } = Promise.withResolvers<never>()
      const timer = setTimeout(() => reject(new Error('the database does not answer')), READINESS_MILLISECONDS)
      return Promise.race([underWay, late]).finally(() => clearTimeout(timer))
    },
    close: () => pool.end(),
  }
}
