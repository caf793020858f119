import { openDatabase } from '@chaperone/db'
import { createTestDatabase, type TestDatabase } from '@chaperone/db/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPinDesk, type PinDesk } from './pin-desk.ts'

let testDatabase: TestDatabase
let desk: PinDesk

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  desk = openPinDesk(testDatabase.urlFor('web'))
  const database = openDatabase(testDatabase.urlFor('web'), { role: 'web', connections: 1 })
  await database.unowned.toolPin.createMany({
    data: [
      { connection: 'calendar', tool: 'calendar_get_event', hash: 'a' },
      { connection: 'team-calendar', tool: 'calendar_get_event', hash: 'a' },
      { connection: 'tasks', tool: 'tasks_get', hash: 'b' },
    ],
  })
  await database.close()
})
afterAll(async () => {
  await desk.close()
  await testDatabase.drop()
})

test('renewing forgets one tool, on every connection that has it', async () => {
  expect(await desk.renew('calendar_get_event')).toEqual(['calendar', 'team-calendar'])
  expect((await desk.list()).map(({ connection, tool }) => [connection, tool])).toEqual([['tasks', 'tasks_get']])
})

test('a tool that is not pinned cannot be renewed', async () => {
  await expect(desk.renew('tasks_drop')).rejects.toThrow('No tool tasks_drop is pinned')
  expect(await desk.list()).toHaveLength(1)
})
