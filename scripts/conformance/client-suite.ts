import { join } from 'node:path'
import { ROOT } from '../system/root.ts'
import { type Revision, runConformance } from './run-conformance.ts'
import { requiredScenarios, type SuiteResult } from './suite-result.ts'

/** Required scenarios about things the host's client does not do, and why it does not. */
const inapplicable: [pattern: RegExp, reason: string][] = [
  [/^elicitation-/, 'the host declares no elicitation'],
  [/^sep-2322-client-request-state$/, 'the host declares no elicitation'],
]

/** Each starts two processes, and waits for them most of the time. */
const AT_ONCE = 3

/** What a revision requires of the host's MCP client and of its OAuth client, a few scenarios at a time. */
export async function clientSuite(revision: Revision, directory: string): Promise<SuiteResult> {
  const { client: required } = requiredScenarios(revision)
  const applicable = required.filter((scenario) => !inapplicable.some(([pattern]) => pattern.test(scenario)))
  const program = join(ROOT, 'packages/conformance-profile/dist/host-client.js')
  const command = `"${process.execPath}" "${program}"`
  const problems: string[] = []
  const waiting = [...applicable]
  async function work(): Promise<void> {
    for (let scenario = waiting.shift(); scenario; scenario = waiting.shift()) {
      const named = ['--scenario', scenario, '--spec-version', revision, '--timeout', '90000']
      const { code, output } = await runConformance({ args: ['client', '--command', command, ...named], directory })
      if (code !== 0) problems.push(`${scenario}: ${output.trimEnd().split('\n').slice(-3).join(' ')}`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return {
    name: `client ${revision}`,
    passed: applicable.length - problems.length,
    required: applicable.length,
    note: `${required.length - applicable.length} do not apply: scripts/conformance/client-suite.ts`,
    problems,
  }
}
