import { createTestDatabase, type TestDatabase } from '@chaperone/db/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSigningKeyDesk, type SigningKeyDesk } from './signing-key-desk.ts'

let testDatabase: TestDatabase
let desk: SigningKeyDesk
beforeAll(async () => {
  testDatabase = await createTestDatabase()
  desk = openSigningKeyDesk(testDatabase.urlFor('web'), 'the master key of the web app')
})
afterAll(async () => {
  await desk.close()
  await testDatabase.drop()
})

test('with another master key nothing is replaced, nor revealed', async () => {
  const before = await desk.rotate({ atOnce: true })
  const other = openSigningKeyDesk(testDatabase.urlFor('web'), 'a master key of something else')
  const words = 'MASTER_KEY is not the one'
  for (const atOnce of [true, false]) await expect(other.rotate({ atOnce })).rejects.toThrow(words)
  await expect(other.reveal()).rejects.toThrow(words)
  await other.close()
  expect(await desk.list()).toEqual(before)
  expect((await desk.reveal()).map(({ kid }) => kid)).toEqual(before.map(({ kid }) => kid))
})

test('each thing that the operator does is in the audit, as theirs', async () => {
  await desk.rotate({ atOnce: false })
  const rows = await testDatabase.query(`SELECT reason FROM audit.events WHERE actor = 'operator' ORDER BY sequence`)
  const expected = ['signing_keys_replaced', 'signing_keys_revealed', 'signing_key_made']
  expect(rows).toEqual(expected.map((reason) => ({ reason })))
})
