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
  const tool = 'calendar_get_event'
  expect(await desk.accept('b')).toEqual([
    { connection: 'calendar', tool },
    { connection: 'team-calendar', tool },
  ])
  expect((await desk.list()).map(({ hash }) => hash)).toEqual(['b', 'b'])
  expect(await desk.waiting()).toEqual([])
})

test('ADM-02: a definition that was read is not accepted as the one that the server lists by now', async () => {
  const database = openDatabase(testDatabase.urlFor('web'), { role: 'web', connections: 1 })
  const seen = { connection: 'notes', tool: 'notes_search', definition: { description: 'another' } }
  await database.unowned.toolSighting.create({ data: { ...seen, hash: 'c' } })
  await database.close()
  for (const other of ['read', 'notes_search', '', 'C']) {
    await expect(desk.accept(other)).rejects.toThrow('No definition with this SHA-256 waits')
  }
  expect(await desk.waiting()).toMatchObject([{ tool: 'notes_search', hash: 'c', accepted: null }])
})
