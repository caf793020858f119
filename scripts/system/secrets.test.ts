import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadSecrets } from './secrets.ts'

let directory: string
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'chaperone-secrets-'))
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

test('secrets of an earlier version are completed, and the others stay as they are', async () => {
  const file = join(directory, 'secrets.json')
  const { requestStateSecrets, databasePasswords, ...earlier } = await loadSecrets(directory)
  expect(new Set(Object.values(requestStateSecrets)).size).toBe(3)
  const { tasks: _added, ...passwords } = databasePasswords
  writeFileSync(file, JSON.stringify({ ...earlier, databasePasswords: passwords }))

  const completed = await loadSecrets(directory)
  expect(completed).toMatchObject({ ...earlier, databasePasswords: passwords })
  expect(completed.databasePasswords.tasks).toBeTruthy()
  expect(Object.keys(completed.requestStateSecrets)).toEqual(['weather', 'calendar', 'tasks'])
  expect(await loadSecrets(directory)).toEqual(completed)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(completed)
  expect(statSync(file).mode & 0o777).toBe(0o600)
})
