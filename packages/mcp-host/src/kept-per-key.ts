interface Options<Value> {
  /** How many are kept; the one that was fetched first goes first. */
  limit: number
  isGood(value: Value): boolean
}

export interface Kept<Value> {
  /** What is kept under the key, or what `fetch` answers. Of any number of callers at once, one fetches. */
  get(key: string, fetch: () => Promise<Value>): Promise<Value>
  forget(key: string): void
}

/** Keeps what is costly to have, as long as it is good. What could not be fetched is not kept. */
export function keptPerKey<Value>({ limit, isGood }: Options<Value>): Kept<Value> {
  const kept = new Map<string, { value: Promise<Value>; settled: Value | undefined }>()

  function fetchInto(key: string, fetch: () => Promise<Value>): Promise<Value> {
    const entry = { value: fetch(), settled: undefined as Value | undefined }
    kept.delete(key)
    kept.set(key, entry)
    entry.value.then(
      (value) => {
        entry.settled = value
      },
      () => {
        if (kept.get(key) === entry) kept.delete(key)
      },
    )
    const [oldest] = kept.keys()
    if (kept.size > limit && oldest !== undefined) kept.delete(oldest)
    return entry.value
  }

  return {
    get(key, fetch) {
      const entry = kept.get(key)
      // One that is still on its way is waited for, and looked at no more: it is as fresh as can be.
      const isUsable = entry && (entry.settled === undefined || isGood(entry.settled))
      return isUsable ? entry.value : fetchInto(key, fetch)
    },
    forget: (key) => void kept.delete(key),
  }
}
