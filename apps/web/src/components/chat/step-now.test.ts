import type { Hop, PlanStep } from '@chaperone/contracts'
import { expect, test } from 'vitest'
import { stepNow } from './step-now.ts'

const held: PlanStep = { title: 'Create the task', state: 'held', hops: [2, 3], note: 'waits for your approval' }

test('a held step waits no longer once its hop is decided', () => {
  const after = (verdict: Hop['verdict']) => stepNow(held, [{ number: 3, verdict } as Hop])
  expect(after('needs_approval')).toEqual(held)
  expect(after('allowed')).toMatchObject({ state: 'done', note: 'approved' })
  expect(after('refused')).toMatchObject({ state: 'failed', note: 'not done' })
})

test('a step that is not held stays as the plan says', () => {
  const done: PlanStep = { ...held, state: 'done' }
  expect(stepNow(done, [{ number: 3, verdict: 'refused' } as Hop])).toEqual(done)
})
