import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { ROOT } from './root.ts'

export interface Counts {
  passed: number
  failed: number
}

/** Runs one tool to its end, output shown as it comes. Resolves with its exit code. */
export function runTool(args: string[], environment: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      env: { ...process.env, ...environment },
      stdio: 'inherit',
    })
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

/** What Vitest's JSON report counts. Without a report, one failure. */
export function vitestCounts(file: string): Counts {
  if (!existsSync(file)) return { passed: 0, failed: 1 }
  const report = JSON.parse(readFileSync(file, 'utf8')) as { numPassedTests: number; numTotalTests: number }
  return { passed: report.numPassedTests, failed: report.numTotalTests - report.numPassedTests }
}

/** What Playwright's JSON report counts; a skipped test counts as failed. Without a report, one failure. */
export function playwrightCounts(file: string): Counts {
  if (!existsSync(file)) return { passed: 0, failed: 1 }
  const { stats } = JSON.parse(readFileSync(file, 'utf8')) as {
    stats: { expected: number; unexpected: number; flaky: number; skipped: number }
  }
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped }
}
