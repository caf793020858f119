import { APPROVAL_KEPT_SECONDS, newId, PENDING_APPROVALS } from '@chaperone/contracts'
import { expect, test } from 'vitest'
import { database } from '../database.ts'
import { useWebDatabase } from '../testing/web-database.ts'
import { approvalStore, wasAsked } from './approval-store.ts'

const ownerId = 'usr_a'
useWebDatabase({ id: ownerId, email: 'a@example.com' })

function question(secondsLeft = 60) {
  return {
    id: newId('approval'),
    ownerId,
    turnId: newId('turn'),
    hop: 1,
    connection: 'tasks',
    tool: 'tasks_delete',
    title: 'Delete a task',
    arguments: { taskId: 'task_x' },
    subjects: [{ argument: 'taskId', text: 'Task “Buy milk” in Apollo' }],
    digest: 'd'.repeat(64),
    reason: null,
    canStand: false,
    expiresAt: new Date(Date.now() + secondsLeft * 1_000),
  }
}

test('who decided is written together with the decision', async () => {
  const approval = question()
  await approvalStore.create(approval)
  await approvalStore.decide(ownerId, approval.id, 'approve')
  // Nothing is flushed here: the row is there because the decision is.
  const rows = await database().withOwner({ ownerId }, (tx) => tx.auditEvent.findMany())
  expect(rows).toMatchObject([
    {
      server: 'tasks',
      tool: 'tasks_delete',
      verdict: 'allowed',
      reason: 'approved',
      approver: ownerId,
      approvalId: approval.id,
      argumentsDigest: approval.digest,
    },
  ])
})

test('a question that is long over is removed with the next one, and a recent one is kept', async () => {
  const [longOver, recent] = [question(-APPROVAL_KEPT_SECONDS - 60), question(-60)]
  for (const approval of [longOver, recent, question()]) await approvalStore.create(approval)
  expect(await wasAsked(ownerId, longOver.id)).toBe(false)
  expect(await wasAsked(ownerId, recent.id)).toBe(true)
})

test('a program cannot fill the table with questions', async () => {
  const asked = Array.from({ length: PENDING_APPROVALS + 20 }, () => approvalStore.create(question()))
  expect((await Promise.all(asked)).filter(Boolean).length).toBeLessThanOrEqual(PENDING_APPROVALS)
  const [newest] = await database().withOwner({ ownerId }, (tx) =>
    tx.approval.findMany({ where: { status: 'pending' }, orderBy: { createdAt: 'desc' } }),
  )
  await approvalStore.decide(ownerId, newest?.id ?? '', 'deny')
  expect(await approvalStore.create(question())).toBe(true)
})
