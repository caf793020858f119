// `node scripts/run.mjs <command>`: every root script starts here.
//
// Runs on any Node from 18 on, with nothing installed: finds the pinned pnpm and, where the local Node does not serve,
// a pinned Node; installs the packages; then hands over to scripts/commands/. Progress goes to standard error, so that
// standard output belongs to the command alone.
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { commands, helpText } from './bootstrap/commands.mjs'
import { explainedError, Interrupted } from './bootstrap/errors.mjs'
import { installPackages, requireWritable } from './bootstrap/install-packages.mjs'
import { leftRunning } from './bootstrap/left-running.mjs'
import { runProgram } from './bootstrap/run-program.mjs'
import { findToolchain } from './bootstrap/toolchain.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

async function main([command, ...args]) {
  if (process.platform === 'win32') {
    throw explainedError('On Windows, run this inside WSL: https://learn.microsoft.com/windows/wsl/install')
  }
  if (!command || command === '--help') {
    process.stdout.write(helpText())
    return 0
  }
  if (!Object.hasOwn(commands, command)) {
    process.stderr.write(`There is no command "${command}".\n\n${helpText()}`)
    return 2
  }
  requireWritable(root)
  const toolchain = await findToolchain(root)
  const env = {
    ...process.env,
    // Whatever a child starts finds the same Node.
    PATH: [dirname(toolchain.node), process.env.PATH].filter(Boolean).join(delimiter),
    NEXT_TELEMETRY_DISABLED: '1',
  }
  await installPackages({ root, toolchain, env })
  const { code } = await runProgram({
    file: toolchain.node,
    args: [
      ...toolchain.nodeFlags,
      '--import',
      pathToFileURL(join(root, 'scripts', 'bootstrap', 'end-with-parent.mjs')).href,
      join(root, 'scripts', 'commands', `${command.replace(':', '-')}.ts`),
      ...(args[0] === '--' ? args.slice(1) : args),
    ],
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env,
  })
  const left = leftRunning(command, code)
  if (left) process.stderr.write(`\n✗ ${left}\n`)
  return code
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof Interrupted)) process.stderr.write(`\n✗ ${error.isExplained ? error.message : error.stack}\n`)
  process.exitCode = error.exitCode ?? 1
}
