import { join } from 'node:path'
import { findToolchain } from '../bootstrap/toolchain.mjs'
import { buildPackages } from '../system/build.ts'
import { PlainError, reportError } from '../system/plain-error.ts'
import { step } from '../system/progress.ts'
import { readOptions } from '../system/read-options.ts'
import { ROOT } from '../system/root.ts'
import { runTool } from '../system/run-tool.ts'

const HELP = `npm run bench [-- --host] [-- --quick]

Measures what each layer of security costs, against a bare server and against other libraries, in one interleaved run of
about ten minutes. Prints a table and writes bench/results/<date>.json. Wants a quiet machine.

  --host    instead, what the host adds to three calls at three servers, in three minutes
  --quick   a trial of a minute: whether everything works, not how fast it is
`

/** Fetched when they are first compared, so that nobody else installs them. */
async function installCompetitors(): Promise<void> {
  const { pnpm } = await findToolchain(ROOT)
  const { code, output } = await runTool({
    entry: pnpm,
    args: ['install', '--frozen-lockfile', '--reporter=append-only'],
    cwd: join(ROOT, 'bench/competitors'),
    environment: { CI: 'true' }, // asks nothing
    isQuiet: true,
  })
  if (code !== 0) throw new PlainError(`Installing what we compare with failed:\n\n${output}`)
}

async function main(): Promise<void> {
  const options = { host: { type: 'boolean' }, quick: { type: 'boolean' }, help: { type: 'boolean' } } as const
  const { values } = readOptions('npm run bench --', { options })
  if (values.help) return void process.stdout.write(HELP)
  await buildPackages()
  if (!values.host) await step('Installing what we compare with', installCompetitors)
  const entry = join(ROOT, values.host ? 'bench/src/host/main.ts' : 'bench/src/main.ts')
  const { code } = await runTool({ entry, args: values.quick ? ['--quick'] : [] })
  process.exitCode = code
}

await main().catch(reportError)
process.exit()
