import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Target } from '@chaperone/attack-suite'

const run = promisify(execFile)
const COMMANDS = join(import.meta.dirname, '../../scripts/commands')

/** What a root command answers with `--json`, for the system under test. @throws when it fails */
export async function runCommand<T>({ stateDir }: Target, name: string, ...args: string[]): Promise<T> {
  const flags = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning']
  const environment = { ...process.env, CHAPERONE_STATE_DIR: stateDir }
  const command = [...flags, join(COMMANDS, `${name}.ts`), ...args, '--json']
  const { stdout } = await run(process.execPath, command, { env: environment })
  return JSON.parse(stdout) as T
}
