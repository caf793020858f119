import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { playwrightCounts, vitestCounts } from './test-counts.ts'

const directory = mkdtempSync(join(tmpdir(), 'chaperone-counts-'))
afterAll(() => rmSync(directory, { recursive: true, force: true }))

function report(content: unknown): string {
  const file = join(directory, 'report.json')
  writeFileSync(file, JSON.stringify(content))
  return file
}

test('a test that did not pass counts as failed, also when it was skipped', () => {
  expect(vitestCounts(report({ numPassedTests: 7, numTotalTests: 9 }))).toEqual({ passed: 7, failed: 2 })
  const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 1 }
  expect(playwrightCounts(report({ stats }))).toEqual({ passed: 5, failed: 3 })
})

test('no report is a failure', () => {
  expect(vitestCounts(join(directory, 'missing.json'))).toEqual({ passed: 0, failed: 1 })
  expect(playwrightCounts(join(directory, 'missing.json'))).toEqual({ passed: 0, failed: 1 })
})
