import type { Database } from './database.ts'
import type { ApiKey } from './generated/client.ts'

/** A server's view of its keys: row-level security shows it the keys issued for that server and no others. */
export function openApiKeys(database: Database): { find(id: string): Promise<ApiKey | null> } {
  return {
    find: (id) => database.unowned.apiKey.findUnique({ where: { id } }),
  }
}
