// `node scripts/run.mjs <command>`: runs on any Node from 18 on, with nothing installed. It finds the pinned pnpm and,
// where the local Node is too old, a pinned Node; installs the packages; then hands over to scripts/commands/.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const PNPM = '10.34.9'
const NODE = '24.21.0'
const OLDEST_NODE = [22, 12]
const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))

const commands = {
  demo: 'start everything, and print where to look',
  test: 'check, unit and integration tests, end-to-end tests',
  check: 'format, lint, types, import table, links; no database',
  e2e: 'the browser and attack suite; -- --grep AUD-01 runs one',
  token: 'print an access token: -- --user alice --server tasks',
  keys: 'API keys: -- create | list | rotate | revoke',
  format: 'format all files',
}

function fail(message) {
  process.stderr.write(`\n✗ ${message}\n`)
  process.exit(1)
}

function say(message) {
  process.stderr.write(`· ${message}\n`)
}

function help() {
  const lines = Object.entries(commands).map(([name, text]) => `  npm run ${name.padEnd(8)} ${text}`)
  process.stdout.write(`Chaperone\n\n${lines.join('\n')}\n\nEach command explains itself with -- --help.\n`)
}

function isNewEnough() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  return major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])
}

/** Paths of the Node and the pnpm to use. Asked of npx once, then remembered while the files exist. */
function toolchain() {
  const file = join(ROOT, 'node_modules', '.chaperone-toolchain.json')
  const wanted = `${PNPM} ${isNewEnough() ? process.execPath : NODE}`
  try {
    const known = JSON.parse(readFileSync(file, 'utf8'))
    if (known.wanted === wanted && existsSync(known.node) && existsSync(known.pnpm)) return known
  } catch {
    // First run, or a file that is not ours: ask again.
  }
  say(`Getting pnpm ${PNPM}${isNewEnough() ? '' : ` and Node ${NODE} (this is ${process.versions.node})`} from npm`)
  const packages = [...(isNewEnough() ? [] : ['-p', `node@${NODE}`]), '-p', `pnpm@${PNPM}`]
  const find =
    'const{join,delimiter}=require("path");const pnpm=process.env.PATH.split(delimiter).map(d=>join(d,"..","pnpm","bin","pnpm.cjs")).find(require("fs").existsSync);console.log(JSON.stringify({node:process.execPath,pnpm}))'
  const asked = spawnSync('npx', ['-y', ...packages, 'node', '-e', find], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (asked.error) fail('npx was not found. Install Node.js with npm (https://nodejs.org) and try again.')
  let found
  try {
    found = JSON.parse(asked.stdout.trim().split('\n').pop())
  } catch {
    fail('npm could not provide pnpm. Check the network connection and `npm config get registry`, then try again.')
  }
  if (!found.pnpm) fail('npx did not say where it put pnpm. Update npm (npm install -g npm) and try again.')
  const tools = { wanted, ...found }
  remember(file, JSON.stringify(tools))
  return tools
}

function remember(file, text) {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  } catch {
    fail(`${dirname(file)} is not writable. Use a folder that belongs to you: chown it, or clone again.`)
  }
}

function install({ node, pnpm }, environment) {
  const manifests = ['apps', 'packages'].flatMap((folder) =>
    readdirSync(join(ROOT, folder)).map((name) => join(ROOT, folder, name, 'package.json')),
  )
  const hash = createHash('sha256').update(node)
  for (const name of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json'])
    hash.update(readFileSync(join(ROOT, name)))
  for (const file of manifests.filter((path) => existsSync(path))) hash.update(readFileSync(file))
  const stamp = join(ROOT, 'node_modules', '.chaperone-installed')
  const wanted = hash.digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return

  say('Installing packages')
  const result = spawnSync(node, [pnpm, 'install', '--frozen-lockfile', '--reporter=append-only', '--loglevel=warn'], {
    cwd: ROOT,
    env: { ...environment, CI: 'true' },
    stdio: ['ignore', 2, 2],
  })
  if (result.status !== 0) fail('The packages could not be installed; the lines above say why.')
  remember(stamp, wanted)
}

function start({ node }, command, args, environment) {
  const script = join(ROOT, 'scripts', 'commands', `${command}.ts`)
  const flags = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning']
  const child = spawn(node, [...flags, script, ...args], { cwd: ROOT, env: environment, stdio: 'inherit' })
  // The terminal may have told the child already; it takes the first signal and ignores the others.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
}

const [command, ...args] = process.argv.slice(2)
if (process.platform === 'win32')
  fail('On Windows, run this inside WSL: https://learn.microsoft.com/windows/wsl/install')
if (!command || command === '--help') {
  help()
} else if (!Object.hasOwn(commands, command)) {
  help()
  fail(`There is no command ${command}.`)
} else {
  const tools = toolchain()
  const environment = {
    ...process.env,
    PATH: `${dirname(tools.node)}${delimiter}${process.env.PATH}`,
    NEXT_TELEMETRY_DISABLED: '1',
  }
  install(tools, environment)
  start(tools, command, args[0] === '--' ? args.slice(1) : args, environment)
}
