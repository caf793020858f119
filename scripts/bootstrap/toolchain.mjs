import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { explainedError } from './errors.mjs'
import { runProgram } from './run-program.mjs'
import { say } from './say.mjs'

export const PNPM_VERSION = '10.34.9'
export const NODE_VERSION = '24.21.0'

/** Whether the packages of the workspace run on this version: 22.12 or later, without the short-lived odd ones. */
export function isGoodNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major === 22) return minor >= 12
  return major === 24 || major >= 26
}

function readRemembered(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

/** Asks npx for the pinned versions; it downloads what its cache lacks. */
async function fetchToolchain({ root, packages }) {
  let result
  try {
    result = await runProgram({
      file: 'npx',
      args: [
        '--yes',
        '--loglevel=error',
        ...packages.flatMap((name) => ['--package', name]),
        'node',
        'print-toolchain.mjs',
      ],
      // A relative path: npx hands its arguments to a shell, and the folder's name may contain anything.
      cwd: join(root, 'scripts', 'bootstrap'),
      stdio: ['ignore', 'pipe', 'pipe'],
      env: process.env,
      isPreparation: true,
    })
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
    throw explainedError('npx was not found: install npm 8 or later (it comes with Node), then try again.')
  }
  try {
    if (result.code === 0) return JSON.parse(result.stdout)
  } catch {
    // Not what print-toolchain.mjs prints: an npx that does not know these options.
  }
  throw explainedError(
    `npx could not fetch ${packages.join(' and ')}: check the network and the npm registry (npm ping), and that npm is version 8 or later (npm --version).` +
      (result.stderr.trim() ? `\n${result.stderr.trim()}` : ''),
  )
}

/**
 * The Node and the pnpm everything runs with: `{ node, nodeFlags, pnpm }`, absolute paths. This Node when it is good
 * enough, else the pinned one from npm. Remembered in the state folder.
 */
export async function findToolchain(root) {
  const isOwnNode = isGoodNode(process.versions.node)
  const packages = [...(isOwnNode ? [] : [`node@${NODE_VERSION}`]), `pnpm@${PNPM_VERSION}`]
  const stateDirectory = process.env.CHAPERONE_STATE_DIR || join(root, '.chaperone')
  const file = join(stateDirectory, 'toolchain.json')

  let found = readRemembered(file)
  const isUsable =
    found?.packages === packages.join(' ') && existsSync(found.pnpm) && (isOwnNode || existsSync(found.node))
  if (!isUsable) {
    say(`Fetching ${packages.join(' and ')} from npm…`)
    found = { packages: packages.join(' '), ...(await fetchToolchain({ root, packages })) }
    remember({ stateDirectory, file, found })
  }
  const node = isOwnNode ? process.execPath : found.node
  // Types are stripped without a flag from 22.18 on.
  const nodeFlags =
    isOwnNode && !process.features.typescript
      ? ['--experimental-strip-types', '--disable-warning=ExperimentalWarning']
      : []
  return { node, nodeFlags, pnpm: found.pnpm }
}

function remember({ stateDirectory, file, found }) {
  try {
    mkdirSync(stateDirectory, { recursive: true, mode: 0o700 })
    writeFileSync(file, `${JSON.stringify(found, null, 2)}\n`, { mode: 0o600 })
  } catch (error) {
    throw explainedError(
      `The folder ${stateDirectory} is not writable (${error.code}): make it yours, or name another with CHAPERONE_STATE_DIR.`,
    )
  }
}
