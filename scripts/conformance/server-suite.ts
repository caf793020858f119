import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { Resource } from '@chaperone/contracts'
import { parse, stringify } from 'yaml'
import { type Revision, runConformance } from './run-conformance.ts'
import { passedScenarios, requiredScenarios, type SuiteResult } from './suite-result.ts'

interface ServerSuite {
  name: string
  /** MCP endpoint that needs no token. */
  url: string
  revision: Revision
  /** Scenarios, or `scenario:check`, that must not pass. */
  baseline: readonly string[]
  directory: string
}

type Baseline = Partial<Record<Resource | 'every server', string[]>>

const baselines = parse(readFileSync(join(import.meta.dirname, 'baseline.yml'), 'utf8')) as Record<Revision, Baseline>

/** What a server, unmodified, does not have. */
export function baselineOf(server: Resource, revision: Revision): string[] {
  const baseline = baselines[revision]
  return [...(baseline['every server'] ?? []), ...(baseline[server] ?? [])]
}

/** Everything a revision requires of a server. Fails on what fails beyond the baseline, and on what passes although it is there. */
export async function serverSuite({ name, url, revision, baseline, directory }: ServerSuite): Promise<SuiteResult> {
  const file = join(directory, `${name}.yml`)
  writeFileSync(file, stringify({ server: baseline }))
  const args = ['server', '--url', url, '--requirements', revision, '--expected-failures', file]
  const { code, output } = await runConformance({ args, directory })
  const { server: required } = requiredScenarios(revision)
  const excused = new Set(baseline.map((entry) => entry.split(':', 1)[0]))
  const passed = passedScenarios(output).filter((scenario) => required.includes(scenario) && !excused.has(scenario))
  return {
    name,
    passed: passed.length,
    required: required.length,
    ...(baseline.length > 0 && { note: `${excused.size} need what scripts/conformance/baseline.yml names` }),
    problems: code === 0 ? [] : verdict(output),
  }
}

/** The suite's own verdict, or how it broke off. */
function verdict(output: string): string[] {
  const lines = stripVTControlCharacters(output).trimEnd().split('\n')
  const start = lines.findIndex((line) => /^(Unexpected failures|Stale)/i.test(line))
  return (start < 0 ? lines.slice(-10) : lines.slice(start)).filter(Boolean)
}
