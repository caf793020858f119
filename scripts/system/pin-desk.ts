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
  /** Accepts what waits of a tool, on every connection that has it. Answers the connections. @throws PlainError for none */
  accept(tool: string): Promise<string[]>
  close(): Promise<void>
}

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
    async accept(tool) {
      const found = await sightings.findMany({ where: { tool }, orderBy: { connection: 'asc' } })
      if (found.length === 0) throw new PlainError(`Nothing waits of a tool ${tool}. npm run pins -- list shows all.`)
      for (const { connection, hash, definition } of found) {
        const pin = { hash, definition: definition as Prisma.InputJsonObject, pinnedAt: new Date() }
        const where = { connection_tool: { connection, tool } }
        await pins.upsert({ where, create: { connection, tool, ...pin }, update: pin })
        await sightings.deleteMany({ where: { connection, tool, hash } })
        await writeDown({ server: 'host', tool, reason: `pin_accepted ${connection} ${hash}` })
      }
      return found.map(({ connection }) => connection)
    },
    close: () => database.close(),
  }
}
