import { lineOf, type SuiteResult } from '../conformance/suite-result.ts'
import { buildAll } from '../system/build.ts'
import { interruption } from '../system/interruption.ts'
import { reportError } from '../system/plain-error.ts'
import { readOptions } from '../system/read-options.ts'

const HELP = `npm run conformance

Runs the MCP conformance suite against a system it starts and stops itself, for the protocols of 2026-07-28 and of
2025-11-25, and prints one line for each suite: what passed, and what the protocol requires.

  client         the MCP client of the host, and its OAuth client for third-party servers
  server         the guard and the kit, with the fixtures that the scenarios ask for
  unmodified …   the servers, and the host as an MCP server, as they are, against scripts/conformance/baseline.yml
  authorization  the authorization server
`

/** Most of a suite's time is waiting. */
const AT_ONCE = 4

async function main(): Promise<void> {
  const { values } = readOptions('npm run conformance --', { options: { help: { type: 'boolean' } } })
  if (values.help) return void process.stdout.write(HELP)
  interruption()
  await buildAll()
  const { startSystem, stopSystem } = await import('../system/start-system.ts')
  const { freePorts } = await import('../system/free-ports.ts')
  const { throwAwayFolder } = await import('../system/throw-away-folder.ts')
  const { allSuites } = await import('../conformance/all-suites.ts')
  const { directory, undo } = throwAwayFolder('conformance')
  try {
    const system = await startSystem({ directory, ports: await freePorts(), isThrowAway: true, undo })
    const suites = await allSuites({ system: system.description, directory, undo })
    process.exitCode = await Promise.race([runAll(suites), system.failed])
  } finally {
    await stopSystem(undo)
  }
}

/** Runs what fails once more: the suite waits half a second in places, which a busy machine exceeds. */
async function runAll(suites: (() => Promise<SuiteResult>)[]): Promise<number> {
  const waiting = suites.map((run, index) => ({ run, index }))
  const lines: string[] = []
  let failed = 0
  async function work(): Promise<void> {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const startedAt = performance.now()
      let result = await next.run()
      if (result.problems.length > 0) result = await next.run()
      if (result.problems.length > 0) failed += 1
      lines[next.index] = lineOf(result)
      process.stderr.write(`· ${result.name} … ${((performance.now() - startedAt) / 1_000).toFixed(1)} s\n`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  process.stdout.write(`\n${lines.join('\n')}\n`)
  return failed > 0 ? 1 : 0
}

await main().catch(reportError)
process.exit()
