import type { PinStore } from '@chaperone/mcp-host'
import { database } from '../database'

/** Tool pins in PostgreSQL, shared by all people: a definition is the same for everyone. */
export const pinStore: PinStore = {
  async read(connection) {
    const rows = await database().unowned.toolPin.findMany({ where: { connection } })
    return new Map(rows.map(({ tool, hash }) => [tool, hash]))
  },

  async addMissing(connection, pins) {
    const data = [...pins].map(([tool, hash]) => ({ connection, tool, hash }))
    await database().unowned.toolPin.createMany({ data, skipDuplicates: true })
  },
}
