import type { Database } from './database.ts'
import type { ApiKey } from './generated/client.ts'

const NOTE_AT_MOST_EVERY_MILLISECONDS = 60_000

export interface ApiKeys {
  find(id: string): Promise<ApiKey | null>
  /** Writes the time of use, at most once a minute for each key, after the request it was used in. */
  recordUse(id: string): void
}

/** A server's view of its keys: row-level security shows it the keys issued for that server and no others. */
export function openApiKeys(database: Database, onError: (error: unknown) => void): ApiKeys {
  const keys = database.unowned.apiKey
  /** When this process last noted each key. As many entries as the server has keys. */
  const notedAt = new Map<string, number>()

  async function note(id: string): Promise<void> {
    const now = new Date()
    const before = new Date(now.getTime() - NOTE_AT_MOST_EVERY_MILLISECONDS)
    // Another instance may have noted it.
    const isDue = { OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: before } }] }
    await keys.updateMany({ where: { id, ...isDue }, data: { lastUsedAt: now } })
  }

  return {
    find: (id) => keys.findUnique({ where: { id } }),
    recordUse(id) {
      const now = performance.now()
      if (now - (notedAt.get(id) ?? Number.NEGATIVE_INFINITY) < NOTE_AT_MOST_EVERY_MILLISECONDS) return
      notedAt.set(id, now)
      note(id).catch(onError)
    },
  }
}
