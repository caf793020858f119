import { openDatabase, type Prisma } from '@chaperone/db'
import { openOperatorAudit } from './operator-audit.ts'
import { PlainError } from './plain-error.ts'

export interface ListedPin {
  connection: string
  tool: string
  hash: string
  pinnedAt: Date
}

export interface WaitingPin {
  connection: string
  tool: string
  hash: string
  suspicions: string[]
  /** As the server lists it. */
  definition: unknown
  /** As it was accepted; null for a new tool. */
  accepted: unknown
}

export interface PinDesk {
  list(): Promise<ListedPin[]>
  /** What was seen and not accepted. */
  waiting(): Promise<WaitingPin[]>
  /**
   * Accepts one definition, by its whole SHA-256, on every connection where it waits: what was read is what is accepted,
   * also when the server lists another one meanwhile. Answers where. @throws PlainError for none
   */
  accept(hash: string): Promise<{ connection: string; tool: string }[]>
  close(): Promise<void>
}

const NOTHING_WAITS = 'No definition with this SHA-256 waits: it was accepted, or the server lists another one by now.'

/** What an administrator does with the host's tool pins. `url` is the database, signed in as the web app's role. */
export function openPinDesk(url: string): PinDesk {
  const database = openDatabase(url, { role: 'web', connections: 1 })
  const { toolPin: pins, toolSighting: sightings } = database.unowned
  const writeDown = openOperatorAudit(database)

  return {
    list: () => pins.findMany({ orderBy: [{ connection: 'asc' }, { tool: 'asc' }], omit: { definition: true } }),
    async waiting() {
      const accepted = await pins.findMany()
      const rows = await sightings.findMany({ orderBy: [{ connection: 'asc' }, { tool: 'asc' }] })
      return rows.map(({ connection, tool, hash, suspicions, definition }) => {
        const pin = accepted.find((one) => one.connection === connection && one.tool === tool)
        return { connection, tool, hash, suspicions, definition, accepted: pin?.definition ?? null }
      })
    },
    async accept(hash) {
      const found = await sightings.findMany({ where: { hash }, orderBy: { connection: 'asc' } })
      if (found.length === 0) throw new PlainError(`${NOTHING_WAITS} npm run pins -- show lists what does.`)
      for (const { connection, tool, definition } of found) {
        const pin = { hash, definition: definition as Prisma.InputJsonObject, pinnedAt: new Date() }
        const where = { connection_tool: { connection, tool } }
        await pins.upsert({ where, create: { connection, tool, ...pin }, update: pin })
        await sightings.deleteMany({ where: { connection, tool, hash } })
        await writeDown({ server: 'host', tool, reason: `pin_accepted ${connection} ${hash}` })
      }
      return found.map(({ connection, tool }) => ({ connection, tool }))
    },
    close: () => database.close(),
  }
}
