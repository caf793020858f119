import { setTimeout as delay } from 'node:timers/promises'
import { connectAdministrator } from '@chaperone/db/setup'

/** A database that is restarted is back within this. */
const PATIENCE_MILLISECONDS = 10_000
const RETRY_MILLISECONDS = 500

export interface WatchedDatabase {
  /** Resolves when the database is gone: it ended the connection, and lets nobody in since. */
  exited: Promise<void>
  stop(): Promise<void>
}

/**
 * Watches a PostgreSQL that another has started, by one idle connection.
 *
 * @throws DatabaseSetupError when it does not let us in to begin with
 */
export async function watchDatabase(url: string, patience = PATIENCE_MILLISECONDS): Promise<WatchedDatabase> {
  const stopped = new AbortController()
  let client = await connectAdministrator(url)

  async function isBack(): Promise<boolean> {
    for (const deadline = Date.now() + patience; Date.now() < deadline; ) {
      try {
        client = await connectAdministrator(url)
        return true
      } catch {
        await delay(RETRY_MILLISECONDS, undefined, { signal: stopped.signal })
      }
    }
    return false
  }

  async function watch(): Promise<void> {
    do {
      await new Promise<void>((resolve) => client.once('end', resolve))
      if (stopped.signal.aborted) await new Promise(() => {})
    } while (await isBack())
  }

  return {
    exited: watch().catch(() => new Promise(() => {})),
    async stop() {
      stopped.abort()
      await client.end().catch(() => {})
    },
  }
}
