import { openDatabase } from '@chaperone/db'
import { PlainError } from './plain-error.ts'

export interface PinDesk {
  list(): Promise<{ connection: string; tool: string; hash: string; pinnedAt: Date }[]>
  /**
   * Forgets the accepted definition of a tool, on every connection that has it: the host accepts the one it sees next.
   * Answers the connections.
   *
   * @throws PlainError when no such tool is pinned
   */
  renew(tool: string): Promise<string[]>
  close(): Promise<void>
}

/** What an administrator does with the host's tool pins. `url` is the database, signed in as the web app's role. */
export function openPinDesk(url: string): PinDesk {
  const database = openDatabase(url, { role: 'web', connections: 1 })
  const pins = database.unowned.toolPin

  return {
    list: () => pins.findMany({ orderBy: [{ connection: 'asc' }, { tool: 'asc' }] }),
    async renew(tool) {
      const found = await pins.findMany({ where: { tool }, orderBy: { connection: 'asc' } })
      if (found.length === 0) throw new PlainError(`No tool ${tool} is pinned. npm run pins -- list shows all.`)
      await pins.deleteMany({ where: { tool } })
      return found.map(({ connection }) => connection)
    },
    close: () => database.close(),
  }
}
