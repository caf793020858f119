import {
  APPROVAL_KEPT_SECONDS,
  APPROVAL_REPEAT_SECONDS,
  type ApprovalCard,
  type ApprovalSubject,
  type Decision,
  HOST_CLIENT_ID,
  PENDING_APPROVALS,
  PROGRAM_PENDING_APPROVALS,
  storableJson,
} from '@chaperone/contracts'
import type { AuditRow, OwnerTransaction, Prisma } from '@chaperone/db'
import { type ApprovalStore, type AskedBefore, cardOf, type RecordedOutcome } from '@chaperone/mcp-host'
import { auditLog, database } from '../database'
import { lockPerson } from '../lock-person'

/**
 * Approvals in PostgreSQL, each visible only to the person it asks. Deciding is one conditional update,
 * and the audit has it in the same transaction: before anything is done, it is written who allowed it.
 */
export const approvalStore: ApprovalStore = {
  findAskedBefore: (call) => database().withOwner(call, (tx) => askedBefore(tx, call)),

  async create(approval) {
    const { ownerId, program } = approval
    return database().withOwner(approval, async (tx) => {
      // Questions that are asked at once wait for each other here, so that each sees those before it.
      await lockPerson(tx, ownerId)
      const earlier = program === null ? null : await askedBefore(tx, { ...approval, program })
      if (earlier) return earlier
      const longOver = new Date(Date.now() - APPROVAL_KEPT_SECONDS * 1_000)
      await tx.approval.deleteMany({ where: { ownerId, expiresAt: { lt: longOver } } })
      if (await hasTooMany(tx, approval)) return 'too_many'
      await tx.approval.create({
        data: {
          ...approval,
          arguments: approval.arguments as Prisma.InputJsonObject,
          subjects: approval.subjects as unknown as Prisma.InputJsonArray,
        },
      })
      return 'asked'
    })
  },

  async decide(ownerId, id, decision) {
    return database().withOwner({ ownerId }, async (tx) => {
      const { count } = await tx.approval.updateMany({
        where: { id, ownerId, status: 'pending', expiresAt: { gt: new Date() } },
        data: { status: decision === 'deny' ? 'denied' : 'approved', decidedAt: new Date() },
      })
      if (count !== 1) return null
      const row = await tx.approval.findUniqueOrThrow({ where: { id, ownerId } })
      await auditLog().recordIn(tx, decisionRow(row, decision))
      return storedApproval(row)
    })
  },

  async recordOutcome(ownerId, id, outcome) {
    const data = { outcome: JSON.parse(storableJson(outcome)) as Prisma.InputJsonObject }
    await database().withOwner({ ownerId }, (tx) => tx.approval.updateMany({ where: { id, ownerId }, data }))
  },
}

/** What programs ask has a share of its own, and each program a part of it: none keeps the person from being asked. */
async function hasTooMany(
  tx: OwnerTransaction,
  { ownerId, program }: { ownerId: string; program: string | null },
): Promise<boolean> {
  const open = { ownerId, status: 'pending', expiresAt: { gt: new Date() } }
  const alike = { ...open, program: program === null ? null : { not: null } }
  if ((await tx.approval.count({ where: alike })) >= PENDING_APPROVALS) return true
  return program !== null && (await tx.approval.count({ where: { ...open, program } })) >= PROGRAM_PENDING_APPROVALS
}

/** The newest question of this program about this call that is still open, or was decided a moment ago. */
async function askedBefore(
  tx: OwnerTransaction,
  { ownerId, program, digest }: { ownerId: string; program: string; digest: string },
): Promise<AskedBefore | null> {
  const [now, lately] = [new Date(), new Date(Date.now() - APPROVAL_REPEAT_SECONDS * 1_000)]
  const row = await tx.approval.findFirst({
    where: {
      ownerId,
      program,
      digest,
      OR: [{ status: 'pending', expiresAt: { gt: now } }, { decidedAt: { gt: lately } }],
    },
    orderBy: { createdAt: 'desc' },
  })
  if (!row) return null
  const { decidedAt, outcome } = row
  return { approval: storedApproval(row), decidedAt, outcome: outcome as RecordedOutcome | null }
}

/** The row with the two columns that PostgreSQL knows as JSON only; this store wrote them. */
function storedApproval<Row extends { arguments: unknown; subjects: unknown }>(row: Row) {
  return {
    ...row,
    arguments: row.arguments as Record<string, unknown>,
    subjects: row.subjects as ApprovalSubject[],
  }
}

const reasonOf: Record<Decision, string> = { approve: 'approved', approve_always: 'approved_for_good', deny: 'denied' }

interface DecidedRow {
  id: string
  ownerId: string
  connection: string
  tool: string
  digest: string
}

function decisionRow({ id, ownerId, connection, tool, digest }: DecidedRow, decision: Decision): AuditRow {
  const isApproved = decision !== 'deny'
  return {
    subject: ownerId,
    actor: HOST_CLIENT_ID,
    clientId: HOST_CLIENT_ID,
    keyId: null,
    server: connection,
    tool,
    argumentsDigest: digest,
    verdict: isApproved ? 'allowed' : 'refused',
    reason: reasonOf[decision],
    approver: isApproved ? ownerId : null,
    approvalId: id,
    traceId: null,
  }
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
    return rows.map((row) => cardOf(storedApproval(row)))
  })
}

/** The question as the person is shown it, while it can still be decided. */
export async function findPending(ownerId: string, id: string): Promise<ApprovalCard | null> {
  return database().withOwner({ ownerId }, async (tx) => {
    const row = await tx.approval.findFirst({
      where: { id, ownerId, status: 'pending', expiresAt: { gt: new Date() } },
    })
    return row ? cardOf(storedApproval(row)) : null
  })
}
