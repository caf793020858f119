import type { createClient } from '@redis/client'

/** Counters that all instances of one server share. */
export interface SharedCounters {
  /** For rate-limiter-flexible. */
  readonly client: ReturnType<typeof createClient>
  /** Since when there is a connection, `performance.now()`; that of the last one while there is none. */
  connectedSince(): number
  /** Told why the counters could not be used. */
  onError(error: unknown): void
  close(): Promise<void>
}

interface SharedCounterOptions {
  /** `redis://` or `rediss://` address. */
  url: string
  /** Told each time the counters cannot be used. */
  onError(error: unknown): void
}

/** What waits for an answer; more fails at once, so that a Redis that is silent costs bounded memory. */
const MAX_WAITING = 1_000
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
    commandsQueueMaxLength: MAX_WAITING,
    socket: { connectTimeout: RECONNECT_MILLISECONDS, reconnectStrategy: () => RECONNECT_MILLISECONDS },
  })
  let connectedAt = 0
  client.on('error', onError)
  client.on('ready', () => {
    connectedAt = performance.now()
  })
  // Told through the event; the client goes on trying.
  client.connect().catch(() => {})
  return {
    client: client as SharedCounters['client'],
    connectedSince: () => connectedAt,
    onError,
    async close() {
      // The library would finish a connection that is being made.
      client.once('ready', () => client.destroy())
      if (client.isOpen) client.destroy()
    },
  }
}
