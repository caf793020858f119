import {
  APPROVAL_KEPT_SECONDS,
  APPROVAL_REPEAT_SECONDS,
  newId,
  PENDING_APPROVALS,
  PROGRAM_PENDING_APPROVALS,
} from '@chaperone/contracts'
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
    scopes: [],
    canStand: false,
    program: null,
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

test('what was asked about is what is decided, with all that the call would be made with', async () => {
  const approval = { ...question(), reason: 'Tasks also wants to delete tasks for this.', scopes: ['tasks:delete'] }
  await approvalStore.create(approval)
  expect(await approvalStore.decide(ownerId, approval.id, 'approve')).toMatchObject(approval)
})

test('a question that is long over is removed with the next one, and a recent one is kept', async () => {
  const [longOver, recent] = [question(-APPROVAL_KEPT_SECONDS - 60), question(-60)]
  for (const approval of [longOver, recent, question()]) await approvalStore.create(approval)
  expect(await wasAsked(ownerId, longOver.id)).toBe(false)
  expect(await wasAsked(ownerId, recent.id)).toBe(true)
})

function ofProgram(program: string, digest: string) {
  return { ...question(), program, digest }
}

test('a program that repeats its call gets its question again, and then what came of it', async () => {
  const asked = ofProgram('app', 'a'.repeat(64))
  const first = await Promise.all([
    approvalStore.create(asked),
    approvalStore.create({ ...asked, id: newId('approval') }),
  ])
  // At the same moment as well: one question is stored, and both have it.
  const repeat = first.find((one) => typeof one === 'object')
  expect(first).toContain('asked')
  expect(repeat).toMatchObject({ decidedAt: null, outcome: null })
  const { id } = (await approvalStore.findAskedBefore(asked))?.approval ?? { id: '' }

  await approvalStore.decide(ownerId, id, 'approve')
  expect(await approvalStore.findAskedBefore(asked)).toMatchObject({ approval: { id }, outcome: null })
  await approvalStore.recordOutcome(ownerId, id, { status: 'done', result: { id: 'task_x' } })
  const told = await approvalStore.create({ ...asked, id: newId('approval') })
  expect(told).toMatchObject({ approval: { id }, outcome: { status: 'done', result: { id: 'task_x' } } })
})

test('an outcome is kept whatever a server wrote into it', async () => {
  const asked = ofProgram('app', 'f'.repeat(64))
  await approvalStore.create(asked)
  await approvalStore.decide(ownerId, asked.id, 'approve')
  const result = { 'a\0b': ['half \uD83D', 'whole 😀', 'as written: \\u0000'] }
  await approvalStore.recordOutcome(ownerId, asked.id, { status: 'done', result })
  expect((await approvalStore.findAskedBefore(asked))?.outcome).toEqual({
    status: 'done',
    result: { 'a\uFFFDb': ['half \uFFFD', 'whole 😀', 'as written: \\u0000'] },
  })
})

test('another program, another person, other arguments and a later day are other calls', async () => {
  const asked = ofProgram('app', 'b'.repeat(64))
  await approvalStore.create(asked)
  const { digest } = asked
  expect(await approvalStore.findAskedBefore({ ownerId, digest, program: 'other' })).toBeNull()
  expect(await approvalStore.findAskedBefore({ ownerId: 'usr_b', digest, program: 'app' })).toBeNull()
  expect(await approvalStore.findAskedBefore({ ownerId, digest: 'c'.repeat(64), program: 'app' })).toBeNull()
  await approvalStore.decide(ownerId, asked.id, 'deny')
  expect(await approvalStore.findAskedBefore(asked)).toMatchObject({ approval: { id: asked.id } })

  const decidedAt = new Date(Date.now() - APPROVAL_REPEAT_SECONDS * 1_000 - 1_000)
  await database().withOwner({ ownerId }, (tx) =>
    tx.approval.updateMany({ where: { id: asked.id, ownerId }, data: { decidedAt } }),
  )
  expect(await approvalStore.create({ ...asked, id: newId('approval') })).toBe('asked')
})

test('a person with a browser asks anew each time', async () => {
  const asked = { ...question(), digest: 'e'.repeat(64) }
  expect(await approvalStore.create(asked)).toBe('asked')
  expect(await approvalStore.create({ ...asked, id: newId('approval') })).toBe('asked')
})

test('nobody fills the table with questions', async () => {
  const asked = Array.from({ length: PENDING_APPROVALS + 20 }, () => approvalStore.create(question()))
  expect((await Promise.all(asked)).filter((one) => one === 'asked').length).toBeLessThanOrEqual(PENDING_APPROVALS)
  const [newest] = await database().withOwner({ ownerId }, (tx) =>
    tx.approval.findMany({ where: { status: 'pending' }, orderBy: { createdAt: 'desc' } }),
  )
  await approvalStore.decide(ownerId, newest?.id ?? '', 'deny')
  expect(await approvalStore.create(question())).toBe('asked')
})

test('HMC-36: a program that asks without end keeps neither the person nor another program from asking', async () => {
  const busy = newId('user')
  await database().unowned.user.create({ data: { id: busy, email: `${busy}@example.com`, name: 'Busy' } })
  const ask = (program: string | null) =>
    approvalStore.create({ ...question(), ownerId: busy, program, digest: newId('approval') })
  const asked = async (program: string | null, times: number) =>
    (await Promise.all(Array.from({ length: times }, () => ask(program)))).filter((one) => one === 'asked').length
  expect(await asked('app', PROGRAM_PENDING_APPROVALS + 5)).toBe(PROGRAM_PENDING_APPROVALS)
  expect(await asked('other', 1)).toBe(1)
  for (let number = 0; number < PENDING_APPROVALS / PROGRAM_PENDING_APPROVALS; number += 1)
    await asked(`more-${number}`, PROGRAM_PENDING_APPROVALS)
  expect(await ask('last')).toBe('too_many')
  expect(await asked(null, PENDING_APPROVALS + 5)).toBe(PENDING_APPROVALS)
})
