import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { entryOf } from '../system/build.ts'
import type { Revision } from './run-conformance.ts'

export interface SuiteResult {
  name: string
  passed: number
  required: number
  /** Why the rest is no failure. */
  note?: string
  /** What should have passed and did not; empty when all is well. */
  problems: string[]
}

const requirementSchema = z.object({ server: z.array(z.string()), client: z.array(z.string()) })

/** The scenarios a revision requires, as the suite itself has frozen them. */
export function requiredScenarios(revision: Revision): z.output<typeof requirementSchema> {
  const suite = dirname(entryOf('@modelcontextprotocol/conformance/package.json', '.'))
  return requirementSchema.parse(parse(readFileSync(join(suite, 'requirements', `${revision}.yaml`), 'utf8')))
}

/** Names of the scenarios that a run's summary reports as passed. */
export function passedScenarios(output: string): string[] {
  const summary = output.slice(output.lastIndexOf('=== SUMMARY ==='))
  return [...summary.matchAll(/^✓ ([\w/-]+): \d+ passed/gm)].flatMap(([, name]) => name ?? [])
}

/** `server 2026-07-28: 37/37`, and what should have passed below it. */
export function lineOf({ name, passed, required, note, problems }: SuiteResult): string {
  const verdict = [note, ...(problems.length > 0 ? ['FAILED'] : [])].map((text) => (text ? `, ${text}` : '')).join('')
  return [`${name}: ${passed}/${required}${verdict}`, ...problems.map((problem) => `    ${problem}`)].join('\n')
}
