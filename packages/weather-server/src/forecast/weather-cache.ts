import type { Database, Prisma } from '@chaperone/db'

/** Answers of the weather service, for all instances of this server. They belong to nobody. */
export interface WeatherCache {
  /** What is held for an address, unless it is too old. */
  read(url: string): Promise<unknown>
  write(entry: { url: string; body: Prisma.InputJsonValue; seconds: number }): Promise<void>
}

/** Each read and write is a transaction of its own: no connection waits for a service that may be slow. */
export function openWeatherCache({ unowned: db }: Pick<Database, 'unowned'>): WeatherCache {
  return {
    async read(url) {
      const row = await db.weatherCache.findFirst({ where: { url, expiresAt: { gt: new Date() } } })
      return row?.body
    },
    async write({ url, body, seconds }) {
      const expiresAt = new Date(Date.now() + seconds * 1000)
      await db.weatherCache.upsert({ where: { url }, create: { url, body, expiresAt }, update: { body, expiresAt } })
      // What is too old is forgotten, so that the table does not grow with every place ever asked for.
      // SKIP LOCKED: two calls that write at the same time never wait for each other's rows.
      await db.$executeRaw`
        DELETE FROM weather.cache WHERE url IN (
          SELECT url FROM weather.cache WHERE expires_at < now() LIMIT 50 FOR UPDATE SKIP LOCKED
        )`
    },
  }
}
