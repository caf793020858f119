import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildAll } from '../system/build.ts'
import { PlainError, reportError } from '../system/plain-error.ts'
import { runningSystem, stateDirectory } from '../system/state-folder.ts'
import { untilSignal } from '../system/until-signal.ts'

const HELP = `npm run e2e [-- --running] [-- Playwright's options]

Runs the browser and attack suite against a system it starts and stops itself.

  --running        use the demo that is running instead
  --grep AUD-01    only what matches
`

async function main(): Promise<void> {
  const args = process.argv.slice(2)
  if (args.includes('--help')) return void process.stdout.write(HELP)
  const signal = untilSignal()
  await buildAll()
  const { findBrowser } = await import('../system/find-browser.ts')
  const browser = findBrowser()
  const rest = args.filter((arg) => arg !== '--running')

  if (args.includes('--running')) {
    const directory = stateDirectory()
    if (!runningSystem(directory))
      throw new PlainError('No demo is running. Start one with npm run demo, or leave --running out.')
    process.exitCode = await runSuite(directory, browser, rest)
    return
  }

  const { startSystem, stopSystem } = await import('../system/start-system.ts')
  const { freePorts } = await import('../system/ports.ts')
  const { clusterDirectory } = await import('@chaperone/db/embedded')
  const directory = mkdtempSync(join(tmpdir(), 'chaperone-e2e-'))
  const undo: Parameters<typeof startSystem>[2] = [
    async () => {
      rmSync(clusterDirectory(directory), { recursive: true, force: true })
      rmSync(directory, { recursive: true, force: true })
    },
  ]
  try {
    const system = await startSystem(directory, await freePorts(), undo)
    const suite = runSuite(directory, browser, rest)
    const code = await Promise.race([suite, system.failed, signal.then(() => 130)])
    process.exitCode = code
  } finally {
    await stopSystem(undo)
  }
}

async function runSuite(directory: string, browser: string, args: string[]): Promise<number> {
  const { runTool } = await import('../system/run-tests.ts')
  const { entryOf } = await import('../system/build.ts')
  return runTool([entryOf('@playwright/test/cli', '.'), 'test', '-c', 'e2e/playwright.config.ts', ...args], {
    CHAPERONE_STATE_DIR: directory,
    CHROMIUM_PATH: browser,
  })
}

await main().catch(reportError)
process.exit()
