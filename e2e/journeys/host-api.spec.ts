import { audienceOf, hostCall, send } from '@chaperone/attack-suite'
import type { ConnectionSummary, ToolCallResponse } from '@chaperone/contracts'
import { expect, test } from '../support/test.ts'

test('a program with a token for the host sees connections and calls a tool', async ({ scene, target }) => {
  const Authorization = `Bearer ${await scene.token('alice', 'host')}`
  const listed = await send({ url: `${audienceOf(target, 'host')}/connections`, headers: { Authorization } })
  const { connections } = listed.json as { connections: ConnectionSummary[] }
  expect(connections.map(({ id }) => id).sort()).toEqual(['calendar', 'tasks', 'team-calendar', 'weather'])

  const called = await hostCall(scene, {
    path: '/tools/call',
    body: { connection: 'tasks', tool: 'tasks_list_projects', arguments: {} },
    headers: { Authorization, Origin: null },
  })
  const answer = called.json as ToolCallResponse
  expect(answer).toMatchObject({ status: 'done', hop: { credential: { claims: { aud: target.servers.tasks } } } })
})

test('what a program asks is answered, and kept in no conversation', async ({ scene }) => {
  const asked = await hostCall(scene, {
    path: '/turns',
    body: { message: 'Which tasks are open in Apollo?', timeZone: 'UTC' },
    headers: { Authorization: `Bearer ${await scene.token('alice', 'host')}`, Origin: null },
  })
  expect(asked.body).toContain('"type":"answer"')
  expect(asked.body).not.toContain('"type":"conversation"')
})

test('a program that proposes a change is sent to the person', async ({ scene }) => {
  const called = await hostCall(scene, {
    path: '/tools/call',
    body: {
      connection: 'weather',
      tool: 'weather_save_place',
      arguments: { name: 'Ponta', country: 'Portugal', latitude: 37.7, longitude: -25.6, timeZone: 'Atlantic/Azores' },
    },
    headers: { Authorization: `Bearer ${await scene.token('alice', 'host')}`, Origin: null },
  })
  expect(called.json).toMatchObject({ status: 'needs_approval' })
})
