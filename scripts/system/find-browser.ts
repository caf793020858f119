import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { entryOf } from './build.ts'
import { PlainError } from './plain-error.ts'

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/**
 * The path of a Chromium for the browser tests: CHROMIUM_PATH, Playwright's own, the system's; else one is installed,
 * by Playwright or, for root on Debian, by apt-get.
 *
 * @throws PlainError that says how to get one
 */
export function findBrowser(): string {
  const named = process.env.CHROMIUM_PATH
  if (named) {
    if (existsSync(named)) return named
    throw new PlainError(`CHROMIUM_PATH=${named} does not exist.`)
  }
  return known() ?? installPlaywrights() ?? installDebians() ?? giveUp()
}

function known(): string | undefined {
  return [chromium.executablePath(), ...installed].find((path) => existsSync(path))
}

function installPlaywrights(): string | undefined {
  process.stderr.write('· Installing Chromium for the browser tests\n')
  const entry = entryOf('@playwright/test/cli', '.')
  const options = { stdio: ['ignore', 'ignore', 'ignore'] as const, timeout: 300_000 }
  const result = spawnSync(process.execPath, [entry, 'install', 'chromium'], { ...options, stdio: [...options.stdio] })
  return result.status === 0 ? known() : undefined
}

function installDebians(): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  try {
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    execFileSync('apt-get', ['update'], { stdio: 'ignore', env: environment })
    execFileSync('apt-get', ['install', '-y', 'chromium'], { stdio: 'ignore', env: environment })
  } catch {
    return undefined
  }
  return known()
}

function giveUp(): never {
  throw new PlainError(
    'No Chromium was found or could be installed. Install Chromium or Chrome and set CHROMIUM_PATH to it, then run again.',
  )
}
