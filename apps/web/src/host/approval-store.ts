import type { ApprovalCard } from '@chaperone/contracts'
import type { Prisma } from '@chaperone/db'
import { type ApprovalStore, cardOf } from '@chaperone/mcp-host'
import { database } from '../database'

/** Approvals in PostgreSQL, each visible only to the person it asks. Deciding is one conditional update. */
export const approvalStore: ApprovalStore = {
  async create(approval) {
    await database().withOwner(approval, (tx) =>
      tx.approval.create({ data: { ...approval, arguments: approval.arguments as Prisma.InputJsonObject } }),
    )
  },

  async decide(ownerId, id, decision) {
    return database().withOwner({ ownerId }, async (tx) => {
      const { count } = await tx.approval.updateMany({
        where: { id, ownerId, status: 'pending', expiresAt: { gt: new Date() } },
        data: { status: decision === 'approve' ? 'approved' : 'denied', decidedAt: new Date() },
      })
      if (count !== 1) return null
      const row = await tx.approval.findUniqueOrThrow({ where: { id, ownerId } })
      return { ...row, arguments: row.arguments as Record<string, unknown> }
    })
  },
}

/** Whether this person was ever asked this. Other people's approvals do not exist for them. */
export async function wasAsked(ownerId: string, id: string): Promise<boolean> {
  return database().withOwner({ ownerId }, async (tx) => (await tx.approval.count({ where: { id, ownerId } })) === 1)
}

/** Everything this person is asked and can still decide, the oldest first. */
export async function listPending(ownerId: string): Promise<ApprovalCard[]> {
  return database().withOwner({ ownerId }, async (tx) => {
    const rows = await tx.approval.findMany({
      where: { ownerId, status: 'pending', expiresAt: { gt: new Date() } },
      orderBy: { expiresAt: 'asc' },
    })
    return rows.map((row) => cardOf({ ...row, arguments: row.arguments as Record<string, unknown> }))
  })
}

/** The question as the person is shown it, while it can still be decided. */
export async function findPending(ownerId: string, id: string): Promise<ApprovalCard | null> {
  return database().withOwner({ ownerId }, async (tx) => {
    const row = await tx.approval.findFirst({
      where: { id, ownerId, status: 'pending', expiresAt: { gt: new Date() } },
    })
    return row ? cardOf({ ...row, arguments: row.arguments as Record<string, unknown> }) : null
  })
}
