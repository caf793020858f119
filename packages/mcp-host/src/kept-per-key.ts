import { LRUCache } from 'lru-cache'

interface Options<Value> {
  /** How many are kept; the one that was used least lately goes first. */
  limit: number
  /** What all of them together may take, and what one takes. One that takes more by itself is not kept. */
  bytes?: { limit: number; of(value: Value): number }
  /** How long one is good from now on, and kept. */
  millisecondsOf(value: Value): number
}

export interface Kept<Value> {
  /** What is kept under the key, or what `fetch` answers. Of any number of callers at once, one fetches. */
  get(key: string, fetch: () => Promise<Value>): Promise<Value>
  /** Also where it is still on its way: whoever waits gets it, and nobody after them. */
  forget(isIt: (key: string) => boolean): void
}

/** Keeps what is costly to have, as long as it is good. What could not be fetched is not kept. */
export function keptPerKey<Value extends object>({ limit, bytes, millisecondsOf }: Options<Value>): Kept<Value> {
  const kept = new LRUCache<string, Value>({
    max: limit,
    ...(bytes && { maxSize: bytes.limit, sizeCalculation: bytes.of }),
    // A token ends by the clock of the day.
    perf: { now: () => Date.now() },
    ttlResolution: 0,
    ttlAutopurge: true,
  })
  const onTheirWay = new Map<string, Promise<Value>>()

  async function fetchInto(key: string, fetch: () => Promise<Value>): Promise<Value> {
    const value = fetch()
    onTheirWay.set(key, value)
    const isWanted = () => onTheirWay.get(key) === value
    try {
      const fetched = await value
      const ttl = millisecondsOf(fetched)
      if (isWanted() && ttl > 0) kept.set(key, fetched, { ttl })
      return fetched
    } finally {
      if (isWanted()) onTheirWay.delete(key)
    }
  }

  return {
    async get(key, fetch) {
      return kept.get(key) ?? onTheirWay.get(key) ?? fetchInto(key, fetch)
    },
    forget(isIt) {
      for (const all of [kept, onTheirWay]) for (const key of [...all.keys()].filter(isIt)) all.delete(key)
    },
  }
}
