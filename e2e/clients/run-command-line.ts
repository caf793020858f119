import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * Runs a program of an installed package, with a home directory of its own, and answers its standard output.
 *
 * @throws Error with everything it printed, when it fails
 */
export async function runCommandLine(entry: string, args: string[], home: string): Promise<string> {
  const script = createRequire(import.meta.url).resolve(entry)
  const compiled = join(home, 'compiled')
  const environment = { PATH: process.env.PATH ?? '', HOME: home, NODE_COMPILE_CACHE: compiled }
  try {
    return (await run(process.execPath, [script, ...args], { env: environment, cwd: home })).stdout
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(`${stdout}\n${stderr}`.trim())
  }
}
