import type { createClient } from '@redis/client'

/** Counters that all instances of one server share. */
export interface SharedCounters {
  /** For rate-limiter-flexible. */
  readonly client: ReturnType<typeof createClient>
  close(): Promise<void>
}

interface SharedCounterOptions {
  /** `redis://` or `rediss://` address. */
  url: string
  /** Told each time the connection is lost or cannot be had. */
  onError(error: Error): void
}

/** A counter that does not answer in this time is counted in memory instead: a limit must not become a delay. */
const ANSWER_MILLISECONDS = 250
/** Between two attempts to connect again. */
const RECONNECT_MILLISECONDS = 1_000

/**
 * Connects to Redis, and again whenever the connection is lost; does not wait for it. What is sent while there is none
 * fails at once.
 */
export async function openSharedCounters({ url, onError }: SharedCounterOptions): Promise<SharedCounters> {
  // Loaded here: whoever counts in memory alone needs none of its 30 MB.
  const { createClient } = await import('@redis/client')
  const client = createClient({
    url,
    disableOfflineQueue: true,
    commandOptions: { timeout: ANSWER_MILLISECONDS },
    socket: { connectTimeout: RECONNECT_MILLISECONDS, reconnectStrategy: () => RECONNECT_MILLISECONDS },
  })
  client.on('error', onError)
  // Told through the event; the client goes on trying.
  client.connect().catch(() => {})
  return {
    client: client as SharedCounters['client'],
    async close() {
      client.destroy()
    },
  }
}
