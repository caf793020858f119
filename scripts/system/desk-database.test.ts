import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestDatabase, type TestDatabase } from '@chaperone/db/testing'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { deskMasterKey, withDeskDatabase } from './desk-database.ts'
import { rememberWebOrigin, webOrigin } from './web-origin.ts'

let testDatabase: TestDatabase
const directory = mkdtempSync(join(tmpdir(), 'chaperone-desk-'))
beforeAll(async () => {
  testDatabase = await createTestDatabase()
})
afterEach(() => vi.unstubAllEnvs())
afterAll(async () => {
  rmSync(directory, { recursive: true })
  await testDatabase.drop()
})

test('the database that is named is worked on, without a state folder', async () => {
  const url = testDatabase.urlFor('web')
  vi.stubEnv('DATABASE_URL_WEB', url)
  const seen: string[] = []
  await withDeskDatabase(directory, async (given) => void seen.push(given))
  expect(seen).toEqual([url])
  expect(readdirSync(directory)).toEqual([])
})

test('a database that is not the web app’s, or not there, is said in a sentence', async () => {
  const work = () => withDeskDatabase(directory, () => Promise.reject(new Error('not reached')))
  for (const url of [testDatabase.urlFor('tasks'), testDatabase.urlFor('admin'), 'postgresql://127.0.0.1:9/none']) {
    vi.stubEnv('DATABASE_URL_WEB', url)
    await expect(work()).rejects.toThrow(/^The database in DATABASE_URL_WEB cannot be used as the web app does: .+/)
  }
  vi.stubEnv('DATABASE_URL_WEB', 'somewhere')
  await expect(work()).rejects.toThrow('DATABASE_URL_WEB takes a postgresql:// address')
})

test('what belongs to that database has to be named as well', async () => {
  vi.stubEnv('DATABASE_URL_WEB', testDatabase.urlFor('web'))
  expect(() => webOrigin(directory)).toThrow('WEB_ORIGIN is required')
  await expect(deskMasterKey(directory)).rejects.toThrow('MASTER_KEY is required')
  vi.stubEnv('WEB_ORIGIN', 'https://chaperone.example')
  vi.stubEnv('MASTER_KEY', 'the key of that database')
  expect(webOrigin(directory)).toBe('https://chaperone.example')
  expect(await deskMasterKey(directory)).toBe('the key of that database')
})

test('links lead to where the demo was the last time, unless WEB_ORIGIN says otherwise', () => {
  expect(webOrigin(directory)).toBe('http://localhost:3000')
  rememberWebOrigin(directory, 'http://localhost:3100')
  expect(webOrigin(directory)).toBe('http://localhost:3100')
  vi.stubEnv('WEB_ORIGIN', 'https://chaperone.example')
  expect(webOrigin(directory)).toBe('https://chaperone.example')
  vi.stubEnv('WEB_ORIGIN', 'https://chaperone.example/')
  expect(() => webOrigin(directory)).toThrow('WEB_ORIGIN takes an origin')
})
