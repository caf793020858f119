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
  const counted = vitestCounts(report({ numPassedTests: 7, numTotalTests: 9, testResults: [] }))
  expect(counted).toMatchObject({ passed: 7, failed: 2 })
  const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 1 }
  expect(playwrightCounts(report({ stats, suites: [] }))).toMatchObject({ passed: 5, failed: 3 })
})

test('what did not pass is named', () => {
  const passed = { fullName: 'adds', status: 'passed', failureMessages: [] }
  const failed = { fullName: 'subtracts', status: 'failed', failureMessages: ['expected 1 to be 2\n  at line 3'] }
  const testResults = [
    { name: 'sums.test.ts', status: 'failed', message: '', assertionResults: [passed, failed] },
    { name: 'broken.test.ts', status: 'failed', message: 'Cannot find module\n  at', assertionResults: [] },
  ]
  const vitest = report({ numPassedTests: 1, numTotalTests: 2, testResults })
  expect(vitestCounts(vitest).failures).toEqual(['subtracts: expected 1 to be 2', 'broken.test.ts: Cannot find module'])
  const spec = (title: string, status: string) => ({ title, tests: [{ status }] })
  const inner = { specs: [spec('flaky one', 'flaky')] }
  const suites = [{ specs: [spec('good', 'expected'), spec('bad', 'unexpected')], suites: [inner] }]
  const stats = { expected: 1, unexpected: 1, flaky: 1, skipped: 0 }
  expect(playwrightCounts(report({ stats, suites })).failures).toEqual(['bad', 'flaky one'])
})

test('no report is a failure', () => {
  expect(vitestCounts(join(directory, 'missing.json'))).toMatchObject({ passed: 0, failed: 1 })
  expect(playwrightCounts(join(directory, 'missing.json'))).toMatchObject({ passed: 0, failed: 1 })
})
