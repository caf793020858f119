import { beforeEach, expect, test } from 'vitest'
import type { AskedBefore, StandingPermission, StoredApproval } from '../storage.ts'
import { requireApproval } from './require-approval.ts'

type Call = Parameters<typeof requireApproval>[1]

let asked: StoredApproval[]
let given: StandingPermission[]
beforeEach(() => {
  asked = []
  given = []
})

const storage = {
  approvals: {
    async create(approval: StoredApproval) {
      asked.push(approval)
      return 'asked' as const
    },
    findAskedBefore: async () => null,
    decide: async () => null,
    recordOutcome: async () => {},
  },
  permissions: {
    stands: async (permission: StandingPermission) =>
      given.some((one) => JSON.stringify(one) === JSON.stringify(permission)),
    give: async (permission: StandingPermission) => void given.push(permission),
  },
}

function callOf(effect: string, change: Partial<Call> & { via?: 'session' | 'bearer'; hash?: string } = {}): Call {
  const { via = 'session', hash = 'hash', ...rest } = change
  return {
    turn: { id: 'turn_1', principal: { userId: 'usr_a', name: 'Alice', via, program: null }, emit: () => {} },
    hop: 2,
    connection: { id: 'tasks' },
    tool: { effect, hash, definition: { name: 'tasks_create' } },
    arguments: { title: 'Water the ferns' },
    ask: null,
    mayBeMisled: false,
    readSubjects: async () => [],
    decided: null,
    ...rest,
  } as unknown as Call
}

async function ask(call: Call): Promise<StoredApproval> {
  await expect(requireApproval(storage, call)).rejects.toThrow('waits for approval')
  return asked.at(-1) as StoredApproval
}

/** Answers a question about a write with "for good". */
async function allowForGood(): Promise<void> {
  const approval = await ask(callOf('write'))
  await requireApproval(storage, callOf('write', { decided: { approval, decision: 'approve_always' } }))
}

test('what the person denied is not called, also when its tool has become a read in the meantime', async () => {
  const decided = { approval: {} as StoredApproval, decision: 'deny' as const }
  await expect(requireApproval(storage, callOf('read', { decided }))).rejects.toMatchObject({ code: 'denied' })
  expect(await requireApproval(storage, callOf('read'))).toEqual({ title: 'Reads need no approval', approver: null })
})

test('a read that may send private data out is asked about, with the reason, and never for good', async () => {
  const approval = await ask(callOf('read', { ask: 'This may send private data to Weather.' }))
  expect(approval).toMatchObject({ reason: 'This may send private data to Weather.', canStand: false })
})

test('an approval counts for exactly the arguments that were shown', async () => {
  const approval = await ask(callOf('write'))
  const decided = { approval, decision: 'approve' as const }
  expect(await requireApproval(storage, callOf('write', { decided }))).toMatchObject({ approver: 'usr_a' })
  const other = callOf('write', { decided, arguments: { title: 'Something else' } })
  await expect(requireApproval(storage, other)).rejects.toMatchObject({ code: 'approval_mismatch' })
})

test('what the person allowed for good is not asked about again', async () => {
  await allowForGood()
  const other = callOf('write', { arguments: { title: 'Something else' } })
  expect(await requireApproval(storage, other)).toEqual({ title: 'Allowed for good by Alice', approver: 'usr_a' })
})

test.each([
  ['a tool that has changed since', callOf('write', { hash: 'another' })],
  ['a program, whoever holds its token', callOf('write', { via: 'bearer' })],
  ['destruction', callOf('destroy')],
  ['what may send private data out', callOf('write', { ask: 'This may send private data to Weather.' })],
  ['a model that has read what others wrote', callOf('write', { mayBeMisled: true })],
])('a standing permission is none for %s', async (_what, call) => {
  await allowForGood()
  await ask(call)
})

test('a question that cannot be answered for good is answered once', async () => {
  const approval = await ask(callOf('destroy'))
  await requireApproval(storage, callOf('destroy', { decided: { approval, decision: 'approve_always' } }))
  expect(given).toEqual([])
})

/** Proposes a change that was proposed before. */
function repeat(askedBefore: Omit<AskedBefore, 'approval'>, program: string | null) {
  const approval = { id: 'apr_first', arguments: {}, scopes: [] as string[], expiresAt: new Date() } as StoredApproval
  const findAskedBefore = async () => ({ ...askedBefore, approval })
  const call = callOf('write')
  const principal = { ...call.turn.principal, program }
  return requireApproval(
    { ...storage, approvals: { ...storage.approvals, findAskedBefore } },
    { ...call, turn: { ...call.turn, principal } },
  )
}

test.each([
  ['is still open', { decidedAt: null, outcome: null }, { approvalId: 'apr_first' }],
  ['was approved', { outcome: { status: 'done', result: { id: 'task_x' } } }, { result: { id: 'task_x' } }],
  ['was denied', { outcome: { status: 'refused', code: 'denied', message: 'no' } }, { code: 'denied' }],
  ['was approved, and its call has not ended', { outcome: null }, { code: 'outcome_unknown' }],
] as const)(
  'a program that repeats a call whose question %s is told so and asks nothing new',
  async (_name, found, told) => {
    await expect(repeat({ decidedAt: new Date(), ...found }, 'app')).rejects.toMatchObject(told)
    expect(asked).toEqual([])
  },
)

test('a person with a browser is asked each time', async () => {
  const before = { decidedAt: new Date(), outcome: { status: 'done', result: {} } } as const
  await expect(repeat(before, null)).rejects.toMatchObject({ message: 'waits for approval' })
  expect(asked).toHaveLength(1)
})

test('APR-12: what was approved of a tool as it was is not approved of the tool as it is', async () => {
  const approval = await ask(callOf('write'))
  const decided = { approval, decision: 'approve' as const }
  await expect(requireApproval(storage, callOf('write', { decided, hash: 'another' }))).rejects.toMatchObject({
    code: 'approval_mismatch',
  })
  await expect(requireApproval(storage, callOf('write', { decided }))).resolves.toMatchObject({ approver: 'usr_a' })
})
