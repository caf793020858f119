import type { PermissionStore } from '@chaperone/mcp-host'
import { recordEvent } from '../audit/record-event'
import { database } from '../database'

/** What people have allowed once and for all, each row visible to its person only. */
export const permissionStore: PermissionStore = {
  async stands({ ownerId, connection, tool, hash }) {
    const where = { ownerId, connection, tool, hash }
    return database().withOwner({ ownerId }, async (tx) => (await tx.standingPermission.count({ where })) === 1)
  },

  async give({ ownerId, connection, tool, hash }) {
    const key = { ownerId, connection, tool }
    await database().withOwner({ ownerId }, (tx) =>
      tx.standingPermission.upsert({
        where: { ownerId_connection_tool: key },
        create: { ...key, hash },
        update: { hash, createdAt: new Date() },
      }),
    )
  },
}

export interface PersonPermission {
  connection: string
  tool: string
  createdAt: Date
}

/** What the person has allowed once and for all, by connection and tool. */
export async function permissionsOf(ownerId: string): Promise<PersonPermission[]> {
  return database().withOwner({ ownerId }, (tx) =>
    tx.standingPermission.findMany({
      where: { ownerId },
      orderBy: [{ connection: 'asc' }, { tool: 'asc' }],
      select: { connection: true, tool: true, createdAt: true },
    }),
  )
}

/** The next call of this tool asks again. False when the person has given no such permission. */
export async function withdrawPermission(ownerId: string, connection: string, tool: string): Promise<boolean> {
  const where = { ownerId, connection, tool }
  const { count } = await database().withOwner({ ownerId }, (tx) => tx.standingPermission.deleteMany({ where }))
  if (count === 0) return false
  recordEvent({ server: 'web', subject: ownerId, isStranger: false, verdict: 'allowed', reason: `withdrawn ${tool}` })
  return true
}
