import { SIGNING_KEY_DAYS, SIGNING_KEY_LEAD_SECONDS, SIGNING_KEY_TAIL_SECONDS } from '@chaperone/contracts'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Database, openDatabase } from '../index.ts'
import { createTestDatabase, type TestDatabase } from '../testing/index.ts'
import { NotOpened, seal, unseal } from './seal.ts'
import { openSigningKeys, type SigningKeys } from './signing-keys.ts'

const MASTER_KEY = 'a master key that only the tests know'
const START = Date.parse('2026-11-29T00:00:00Z')

let testDatabase: TestDatabase
let database: Database
let seconds = 0
let keys: SigningKeys

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = openDatabase(testDatabase.urlFor('web'), { role: 'web' })
})
afterAll(async () => {
  await database.close()
  await testDatabase.drop()
})
beforeEach(async () => {
  await database.unowned.signingKey.deleteMany()
  seconds = 0
  keys = openKeys()
})

function openKeys(masterKey = MASTER_KEY): SigningKeys {
  return openSigningKeys(database, masterKey, () => START + seconds * 1_000)
}

async function kids(): Promise<string[]> {
  return (await keys.current()).map(({ kid }) => kid)
}

test('the first key is made by whoever asks first, and signs at once', async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => openKeys().current()))
  expect(new Set(answers.map((answer) => answer[0]?.kid)).size).toBe(1)
  expect(answers[0]).toHaveLength(1)
})

test('a new key is published before it signs, and the old one after it', async () => {
  const [old] = await kids()
  await keys.rotate()
  const [, made] = await kids()
  expect(made).toBeDefined()
  expect(await kids()).toEqual([old, made])

  seconds = SIGNING_KEY_LEAD_SECONDS - 1
  expect(await kids()).toEqual([old, made])
  seconds = SIGNING_KEY_LEAD_SECONDS
  expect(await kids()).toEqual([made, old])
  seconds = SIGNING_KEY_LEAD_SECONDS + SIGNING_KEY_TAIL_SECONDS
  expect(await kids()).toEqual([made])
})

test('a key that is a month old is followed by the next, once, however many instances there are', async () => {
  const [old] = await kids()
  seconds = SIGNING_KEY_DAYS * 86_400 + 1
  const answers = await Promise.all(Array.from({ length: 8 }, () => openKeys().current()))
  for (const answer of answers) expect(answer[0]?.kid).toBe(old)
  expect(await kids()).toHaveLength(2)
})

test('after a theft nothing of the old keys is left', async () => {
  const [stolen] = await kids()
  await keys.rotate({ atOnce: true })
  expect(await kids()).toHaveLength(1)
  expect(await kids()).not.toContain(stolen)
})

test('an instance that ended between two steps is made up for', async () => {
  const [old] = await kids()
  await database.unowned.signingKey.updateMany({ data: { retiresAt: new Date(START + 1_000_000) } })
  expect((await kids())[0]).toBe(old)
  expect(await kids()).toHaveLength(2)
})

test('the database holds no key that can be read, and another master key opens none', async () => {
  const [key] = await keys.current()
  expect(JSON.stringify(await database.unowned.signingKey.findMany())).not.toContain(key?.d)
  await expect(openKeys('another master key').current()).rejects.toThrow(NotOpened)
})

test('what is sealed is good under its own name, and unchanged', () => {
  const sealed = seal(MASTER_KEY, 'one', 'text')
  expect(unseal(MASTER_KEY, 'one', sealed)).toBe('text')
  expect(seal(MASTER_KEY, 'one', 'text')).not.toBe(sealed)
  expect(() => unseal(MASTER_KEY, 'two', sealed)).toThrow(NotOpened)
  for (const index of [0, 15, 30]) {
    const bytes = Buffer.from(sealed, 'base64url')
    bytes.writeUInt8(bytes.readUInt8(index) ^ 1, index)
    expect(() => unseal(MASTER_KEY, 'one', bytes.toString('base64url'))).toThrow(NotOpened)
  }
})
