import { taskListSchema } from '@chaperone/contracts'
import { expect, test } from 'vitest'
import { startNotes } from './conversation/memory.ts'
import type { TurnContext } from './conversation/turn-context.ts'
import { runPlan } from './plan-runner.ts'
import { reads } from './plan-steps.ts'
import { ordinaryResults } from './testing/fixtures.ts'
import { runScript } from './testing/scripted-context.ts'

const flow = 'Find the driest afternoon this week in Lisbon and put a run into my calendar'

test('every step is said before the first call: where, and whether it changes anything', async () => {
  const { plans } = await runScript(flow, { results: ordinaryResults })
  expect(plans[0]).toMatchObject([
    { title: 'Find the place', connection: 'weather', effect: 'read', state: 'waiting', hops: [] },
    { connection: 'weather', effect: 'read', state: 'waiting' },
    { connection: 'calendar', effect: 'read', state: 'waiting' },
    { title: 'Put “Run” into your calendar', connection: 'calendar', effect: 'change', state: 'waiting' },
  ])
  expect(plans.at(-1)?.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'held'])
})

test('steps become done, refused or not needed as their hops end', async () => {
  const refused = { calendar_find_free_slots: 'The calendar server does not answer.' }
  const { plans } = await runScript(flow, { results: ordinaryResults, refused })
  expect(plans.at(-1)).toMatchObject([
    { state: 'done', hops: [2] },
    { state: 'done', hops: [3] },
    { state: 'failed', hops: [4], note: 'refused' },
    { state: 'waiting', hops: [], note: 'not needed' },
  ])
})

test('a recipe does not ask a server, or change anything, that its step has not said', async () => {
  const attempts = [
    (plan: TurnContext) =>
      runPlan(plan, { look: reads('tasks', 'Look') }, async ({ read }) => {
        await read('look', { connection: 'calendar', tool: 'calendar_list_events', args: {}, result: taskListSchema })
      }),
    (plan: TurnContext) =>
      runPlan(plan, { look: reads('tasks', 'Look') }, async ({ propose }) =>
        propose('look', { connection: 'tasks', tool: 'tasks_delete', args: {}, intention: [] }),
      ),
  ]
  for (const run of attempts) {
    const called: string[] = []
    const proposed = runScript(
      'look',
      {},
      {
        name: 'recipe',
        dataFlow: 'declared',
        run: (context) =>
          run({
            ...context,
            notes: startNotes({ turnId: context.turnId, request: context.message, about: null }, null),
            call(connection, tool, ...rest) {
              called.push(tool)
              return context.call(connection, tool, ...rest)
            },
          }),
      },
    )
    await expect(proposed).rejects.toThrow('said nothing of')
    expect(called).toEqual([])
  }
})
