import { MAX_TOOLS_OF_CONNECTION } from '@chaperone/contracts'
import type { Prisma } from '@chaperone/db'
import type { PinStore, SeenDefinition } from '@chaperone/mcp-host'
import { recordEvent } from '../audit/record-event'
import { database } from '../database'
import { isAdministrator, type Person } from '../session/person'

/** Of one connection: a server that lists other tools each time does not fill the table, or the page. */
const MAX_WAITING = MAX_TOOLS_OF_CONNECTION

/** Of one connection: each is compared and shown whole, and a server that lists many hides none of another. */
export const SHOWN_AT_ONCE = 20

/** What was seen in one millisecond has an order, too. */
const newestFirst: Prisma.ToolSightingOrderByWithRelationInput[] = [
  { seenAt: 'desc' },
  { connection: 'asc' },
  { tool: 'asc' },
]

/** Tool pins in PostgreSQL, shared by all people: a definition is the same for everyone. */
export const pinStore: PinStore = {
  async read(connection) {
    const rows = await database().unowned.toolPin.findMany({
      where: { connection },
      select: { tool: true, hash: true },
    })
    return new Map(rows.map(({ tool, hash }) => [tool, hash]))
  },

  async names(butOn) {
    const where = butOn === undefined ? {} : { connection: { not: butOn } }
    const rows = await database().unowned.toolPin.findMany({ where, distinct: ['tool'], select: { tool: true } })
    return rows.map(({ tool }) => tool)
  },

  async accept(connection, definitions) {
    const data = definitions.map(({ tool, hash, definition }) => ({
      connection,
      tool,
      hash,
      definition: json(definition),
    }))
    await database().unowned.toolPin.createMany({ data, skipDuplicates: true })
  },

  async wait(connection, definitions) {
    for (const { tool, hash, definition, suspicions } of definitions) {
      const row = { hash, definition: json(definition), suspicions }
      await database().unowned.toolSighting.upsert({
        where: { connection_tool: { connection, tool } },
        create: { connection, tool, ...row },
        update: { ...row, seenAt: new Date() },
      })
    }
    const { toolSighting } = database().unowned
    const surplus = await toolSighting.findMany({
      where: { connection },
      orderBy: newestFirst,
      skip: MAX_WAITING,
    })
    const tools = surplus.map(({ tool }) => tool)
    if (tools.length > 0) await toolSighting.deleteMany({ where: { connection, tool: { in: tools } } })
  },
}

/** A definition that waits for an administrator, beside the one that was accepted before. */
export interface WaitingDefinition extends SeenDefinition {
  connection: string
  seenAt: Date
  /** Null for a tool that is new, or was accepted before definitions were kept. */
  accepted: unknown
  isNew: boolean
}

/** What waits, the newest first: so many of each connection, and the next once these are accepted. */
export async function waitingDefinitions(): Promise<WaitingDefinition[]> {
  const { toolSighting, toolPin } = database().unowned
  const connections = await toolSighting.findMany({ distinct: ['connection'], select: { connection: true } })
  const [pins, ...perConnection] = await Promise.all([
    toolPin.findMany(),
    ...connections.map((where) => toolSighting.findMany({ where, orderBy: newestFirst, take: SHOWN_AT_ONCE })),
  ])
  const sightings = perConnection.flat().toSorted((a, b) => b.seenAt.getTime() - a.seenAt.getTime())
  return sightings.map(({ definition, ...sighting }) => {
    const pin = pins.find(({ connection, tool }) => connection === sighting.connection && tool === sighting.tool)
    return { ...sighting, definition: definition as object, accepted: pin?.definition ?? null, isNew: !pin }
  })
}

interface Looked {
  connection: string
  tool: string
  /** Of the definition that the administrator has looked at. */
  hash: string
}

/**
 * Accepts a definition that waits, if it is still the one that was looked at, and an administrator says so. What is lost
 * on the way is seen again.
 */
export async function acceptDefinition(person: Person, { connection, tool, hash }: Looked): Promise<boolean> {
  if (!isAdministrator(person)) return false
  const { toolSighting, toolPin } = database().unowned
  const waiting = await toolSighting.findFirst({ where: { connection, tool, hash } })
  const { count } = await toolSighting.deleteMany({ where: { connection, tool, hash } })
  if (!waiting || count === 0) return false
  const pin = { hash, definition: json(waiting.definition as object), pinnedAt: new Date() }
  const where = { connection_tool: { connection, tool } }
  await toolPin.upsert({ where, create: { connection, tool, ...pin }, update: pin })
  const reason = `pin_accepted ${connection} ${tool} ${hash}`
  recordEvent({ subject: person.id, isStranger: false, verdict: 'allowed', reason })
  return true
}

function json(definition: object): Prisma.InputJsonObject {
  return definition as Prisma.InputJsonObject
}
