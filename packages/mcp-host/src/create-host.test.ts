import type { TurnEvent } from '@chaperone/contracts'
import { expect, test } from 'vitest'
import type { CallOutcome, Planner, PlannerContext } from './planner.ts'
import type { Registry } from './registry.ts'
import { alice, connectionTo, hostInMemory } from './testing/host-in-memory.ts'
import { answer, startOddServer } from './testing/odd-server.ts'

interface Turn {
  dataFlow: Planner['dataFlow']
  signal?: AbortSignal
  run(context: PlannerContext): Promise<void>
}

/** Lets a planner of the test answer at the real host. */
async function runTurn(registry: Registry, { signal = new AbortController().signal, ...planner }: Turn) {
  const events: TurnEvent[] = []
  await hostInMemory(registry).host.runTurn(alice, {
    message: 'hello',
    timeZone: 'UTC',
    planner: { name: 'of the test', ...planner },
    firstHop: (number) => ({ number }) as never,
    emit: (event) => events.push(structuredClone(event)),
    signal,
  })
  return events
}

test('no call begins once the person has stopped the turn, whatever the planner does', async () => {
  const person = new AbortController()
  const thrown: unknown[] = []
  const events = await runTurn([], {
    dataFlow: 'unknown',
    signal: person.signal,
    async run({ call }) {
      await call('tasks', 'tasks_list', {})
      person.abort()
      for (const tool of ['tasks_list', 'tasks_delete'])
        await call('tasks', tool, {}).catch((error: unknown) => thrown.push(error))
    },
  })
  expect(thrown).toEqual([person.signal.reason, person.signal.reason])
  const hops = events.flatMap((event) => (event.type === 'hop' ? [event.hop.number] : []))
  expect(Math.max(...hops)).toBe(2)
})

test('FLOW-07: what a server refused with is private too, and goes to no third party unasked', async () => {
  const [own, other] = await Promise.all([startOddServer(), startOddServer()])
  own.behave((message, _request, response) => {
    if (message.method !== 'tools/call') return false
    answer(response, message, { isError: true, content: [{ type: 'text', text: 'It overlaps Dentist.' }] })
    return true
  })
  const outcomes: CallOutcome[] = []
  await runTurn(
    [
      connectionTo(own.url, { id: 'own', trust: 'own', resultLabels: ['private'] }),
      connectionTo(other.url, { id: 'other' }),
    ],
    {
      dataFlow: 'unknown',
      async run({ call }) {
        outcomes.push(await call('other', 'notes_read', { id: 'teeth' }))
        outcomes.push(await call('own', 'notes_read', { id: 'anything' }))
        outcomes.push(await call('other', 'notes_read', { id: 'teeth' }))
      },
    },
  )
  expect(outcomes.map(({ status }) => status)).toEqual(['done', 'refused', 'held'])
  await Promise.all([own.stop(), other.stop()])
})
