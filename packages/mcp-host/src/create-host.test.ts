import type { TurnEvent } from '@chaperone/contracts'
import { expect, test } from 'vitest'
import { createHost, type HostOptions } from './create-host.ts'
import type { Planner } from './planner.ts'

const options = { registry: [], storage: { audit: () => {} }, onError: () => {} } as unknown as HostOptions
const principal = { userId: 'usr_alice', name: 'Alice' } as never

test('no call begins once the person has stopped the turn, whatever the planner does', async () => {
  const person = new AbortController()
  const events: TurnEvent[] = []
  const thrown: unknown[] = []
  const stubborn: Planner = {
    name: 'stubborn',
    dataFlow: 'declared',
    async run({ call }) {
      await call('tasks', 'tasks_list', {})
      person.abort()
      for (const tool of ['tasks_list', 'tasks_delete'])
        await call('tasks', tool, {}).catch((error: unknown) => thrown.push(error))
    },
  }
  await createHost(options).runTurn(principal, {
    message: 'hello',
    timeZone: 'UTC',
    planner: stubborn,
    firstHop: (number) => ({ number }) as never,
    emit: (event) => events.push(structuredClone(event)),
    signal: person.signal,
  })
  expect(thrown).toEqual([person.signal.reason, person.signal.reason])
  const hops = events.flatMap((event) => (event.type === 'hop' ? [event.hop.number] : []))
  expect(Math.max(...hops)).toBe(2)
})
