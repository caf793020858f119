import { expect, test } from 'vitest'
import { requireApproval } from './require-approval.ts'

test('what the person denied is not called, also when its tool has become a read in the meantime', async () => {
  const tool = { effect: 'read', definition: { name: 'tasks_delete' } }
  const call = (decided: object | null) => ({ tool, decided }) as unknown as Parameters<typeof requireApproval>[1]
  const store = {} as Parameters<typeof requireApproval>[0]
  await expect(requireApproval(store, call({ decision: 'deny' }))).rejects.toMatchObject({ code: 'denied' })
  expect(await requireApproval(store, call(null))).toBe('Reads need no approval')
})
