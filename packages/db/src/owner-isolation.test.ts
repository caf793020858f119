import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from './index.ts'
import { createTestDatabase, type TestDatabase } from './testing/index.ts'

const PROCESSES = 4
const TRANSACTIONS = 200
const OWNERS = 20
/** Four processes that compile what they import take their time on a busy machine. */
const START_OF_PROCESSES_MILLISECONDS = 120_000

let testDatabase: TestDatabase

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  const database = openDatabase(testDatabase.urlFor('calendar'), { role: 'calendar' })
  for (let number = 0; number < OWNERS; number++) {
    const ownerId = `usr_${number}`
    await database.withOwner({ ownerId }, (tx) =>
      tx.calendar.create({ data: { id: `cal_${number}`, ownerId, name: `Calendar of ${ownerId}` } }),
    )
  }
  await database.close()
})
afterAll(() => testDatabase.drop())

/** Runs the program in a process of its own and answers what it counted. */
function runLoad(): Promise<unknown> {
  const program = join(import.meta.dirname, 'testing/owner-load.mjs')
  const child = spawn(process.execPath, ['--experimental-strip-types', program], {
    env: { DATABASE_URL: testDatabase.urlFor('calendar'), OWNERS: `${OWNERS}`, TRANSACTIONS: `${TRANSACTIONS}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  let output = ''
  let errors = ''
  child.stdout.on('data', (text) => {
    output += text
  })
  child.stderr.on('data', (text) => {
    errors += text
  })
  child.on('close', (code) => (code === 0 ? resolve(JSON.parse(output)) : reject(new Error(errors))))
  return promise
}

test(
  '4 processes × 200 reads, 8 at a time, in every way there is: each sees its own row, none a foreign one',
  async () => {
    const results = await Promise.all(Array.from({ length: PROCESSES }, runLoad))
    expect(results).toEqual(
      Array.from({ length: PROCESSES }, () => ({ own: TRANSACTIONS, foreign: 0, unownedRowsSeen: 0 })),
    )
  },
  START_OF_PROCESSES_MILLISECONDS,
)
