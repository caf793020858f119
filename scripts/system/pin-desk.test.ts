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
  const both = ['calendar', 'team-calendar']
  const pin = { tool: 'calendar_get_event', hash: 'a', definition: { description: 'before' } }
  await database.unowned.toolPin.createMany({ data: both.map((connection) => ({ connection, ...pin })) })
  const seen = { tool: 'calendar_get_event', hash: 'b', definition: { description: 'after' } }
  await database.unowned.toolSighting.createMany({ data: both.map((connection) => ({ connection, ...seen })) })
  await database.close()
})
afterAll(async () => {
  await desk.close()
  await testDatabase.drop()
})

test('what waits is shown beside what was accepted, and accepted on every connection that has it', async () => {
  expect(await desk.waiting()).toMatchObject([
    { connection: 'calendar', definition: { description: 'after' }, accepted: { description: 'before' } },
    { connection: 'team-calendar', definition: { description: 'after' }, accepted: { description: 'before' } },
  ])
  expect(await desk.accept('calendar_get_event')).toEqual(['calendar', 'team-calendar'])
  expect((await desk.list()).map(({ hash }) => hash)).toEqual(['b', 'b'])
  expect(await desk.waiting()).toEqual([])
})

test('a tool of which nothing waits cannot be accepted', async () => {
  await expect(desk.accept('tasks_drop')).rejects.toThrow('Nothing waits of a tool tasks_drop')
})
