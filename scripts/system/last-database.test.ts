import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { rememberDatabase, requireLastDatabase } from './last-database.ts'

const own = 'postgresql://someone:secret-word@db.example:5433/demo'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'chaperone-last-database-'))
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

test('keys of a system on one’s own database are not looked for in the bundled one', () => {
  rememberDatabase(directory, own)
  expect(() => requireLastDatabase(directory, undefined)).toThrow(
    'The demo here last ran on your PostgreSQL at db.example:5433/demo, and this would work on the bundled PostgreSQL. Set DATABASE_URL to it.',
  )
  expect(() => requireLastDatabase(directory, own.replace('secret-word', 'new-word'))).not.toThrow()
  expect(readFileSync(join(directory, 'last-database.json'), 'utf8')).not.toContain('secret-word')
})

test('and the other way round; where nothing ran, anything goes', () => {
  expect(() => requireLastDatabase(directory, own)).not.toThrow()
  rememberDatabase(directory, undefined)
  expect(() => requireLastDatabase(directory, own)).toThrow('Unset DATABASE_URL')
  expect(() => requireLastDatabase(directory, undefined)).not.toThrow()
})
