import { newId } from '@chaperone/contracts'
import { expect, test } from 'vitest'
import { database } from '../database.ts'
import { useWebDatabase } from '../testing/web-database.ts'
import { approvalStore } from './approval-store.ts'

const ownerId = 'usr_a'
useWebDatabase({ id: ownerId, email: 'a@example.com' })

function question() {
  return {
    id: newId('approval'),
    ownerId,
    turnId: newId('turn'),
    hop: 1,
    connection: 'tasks',
    tool: 'tasks_delete',
    title: 'Delete a task',
    arguments: { taskId: 'task_x' },
    digest: 'd'.repeat(64),
    expiresAt: new Date(Date.now() + 60_000),
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
