import { buildAll, entryOf } from '../system/build.ts'
import { interruption } from '../system/interruption.ts'
import { PlainError, reportError } from '../system/plain-error.ts'
import { runTool } from '../system/run-tool.ts'
import { runningSystem, stateDirectory } from '../system/state-folder.ts'

const HELP = `npm run e2e [-- --running] [-- Playwright's options]

Runs the browser and attack suite against a system it starts and stops itself.

  --running        use the demo that is running instead
  --grep AUD-01    only what matches
`

async function main(): Promise<void> {
  const args = process.argv.slice(2)
  if (args.includes('--help')) return void process.stdout.write(HELP)
  const rest = args.filter((arg) => arg !== '--running' && arg !== '--')
  interruption()
  await buildAll()
  const { findBrowser } = await import('../system/find-browser.ts')
  const browser = findBrowser()

  if (args.includes('--running')) {
    const directory = stateDirectory()
    if (!runningSystem(directory))
      throw new PlainError('No demo is running. Start one with npm run demo, or leave --running out.')
    process.exitCode = await runSuite(directory, browser, rest)
    return
  }

  const { startSystem, stopSystem } = await import('../system/start-system.ts')
  const { freePorts } = await import('../system/free-ports.ts')
  const { throwAwayFolder } = await import('../system/throw-away-folder.ts')
  const { directory, undo } = throwAwayFolder('e2e')
  try {
    const system = await startSystem({ directory, ports: await freePorts(), isThrowAway: true, undo })
    // Without the system the suite has nothing to say.
    const crash = new AbortController()
    system.failed.catch(() => crash.abort())
    process.exitCode = await runSuite(directory, browser, rest, AbortSignal.any([interruption(), crash.signal]))
    if (crash.signal.aborted) await system.failed
  } finally {
    await stopSystem(undo)
  }
}

async function runSuite(directory: string, browser: string, args: string[], signal = interruption()): Promise<number> {
  // `npm test` counts the results from the JSON report.
  const reporters = process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? ['--reporter=list,json'] : []
  const tool = {
    entry: entryOf('@playwright/test/cli', '.'),
    args: ['test', '-c', 'e2e/playwright.config.ts', ...reporters, ...args],
    environment: { CHAPERONE_STATE_DIR: directory, CHROMIUM_PATH: browser },
  }
  return (await runTool(tool, signal)).code
}

await main().catch(reportError)
process.exit()
