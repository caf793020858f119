import { existsSync, readFileSync } from 'node:fs'

export interface Counts {
  passed: number
  failed: number
  /** What did not pass, by name: output of minutes ends with it. */
  failures: string[]
}

interface VitestReport {
  numPassedTests: number
  numTotalTests: number
  testResults: {
    name: string
    status: string
    message: string
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[]
  }[]
}

interface PlaywrightSuite {
  specs: { title: string; tests: { status: string }[] }[]
  suites?: PlaywrightSuite[]
}

/** What Vitest's JSON report counts. Without a report, one failure. */
export function vitestCounts(file: string): Counts {
  if (!existsSync(file)) return noReport()
  const report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport
  const failures = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const tests = assertionResults.filter((result) => result.status !== 'passed')
    if (status !== 'passed' && tests.length === 0) return [`${name}: ${firstLine(message)}`]
    return tests.map((result) => `${result.fullName}: ${firstLine(result.failureMessages[0] ?? result.status)}`)
  })
  return { passed: report.numPassedTests, failed: report.numTotalTests - report.numPassedTests, failures }
}

/** What Playwright's JSON report counts; a skipped test counts as failed. Without a report, one failure. */
export function playwrightCounts(file: string): Counts {
  if (!existsSync(file)) return noReport()
  const { stats, suites } = JSON.parse(readFileSync(file, 'utf8')) as {
    stats: { expected: number; unexpected: number; flaky: number; skipped: number }
    suites: PlaywrightSuite[]
  }
  const failures = suites.flatMap(unexpectedSpecs)
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped, failures }
}

function noReport(): Counts {
  return { passed: 0, failed: 1, failures: ['it ended without a report'] }
}

function unexpectedSpecs(suite: PlaywrightSuite): string[] {
  const own = suite.specs.filter((spec) => spec.tests.some(({ status }) => status !== 'expected'))
  return [...own.map((spec) => spec.title), ...(suite.suites ?? []).flatMap(unexpectedSpecs)]
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? ''
}
