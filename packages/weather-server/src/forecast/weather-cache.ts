import type { Prisma } from '@chaperone/db'
import type { WeatherTransaction } from '../define-tool.ts'

/** What the cache holds for an address, unless it is too old. */
export async function readCache(db: WeatherTransaction, url: string): Promise<unknown> {
  const row = await db.weatherCache.findUnique({ where: { url, expiresAt: { gt: new Date() } } })
  return row?.body
}

/** Remembers an answer, and forgets some that are too old, so that the table does not grow with every place ever asked for. */
export async function writeCache(
  db: WeatherTransaction,
  { url, body, seconds }: { url: string; body: Prisma.InputJsonValue; seconds: number },
): Promise<void> {
  const expiresAt = new Date(Date.now() + seconds * 1000)
  await db.weatherCache.upsert({ where: { url }, create: { url, body, expiresAt }, update: { body, expiresAt } })
  // SKIP LOCKED: two calls that write at the same time never wait for each other's rows.
  await db.$executeRaw`
    DELETE FROM weather.cache WHERE url IN (
      SELECT url FROM weather.cache WHERE expires_at < now() LIMIT 50 FOR UPDATE SKIP LOCKED
    )`
}
