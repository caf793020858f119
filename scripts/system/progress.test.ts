import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** Runs a step that tells when it has begun and fails once the signal is there, having blocked all the while. */
async function interrupted(signal: NodeJS.Signals): Promise<{ code: number; output: string }> {
  const module = (name: string) => JSON.stringify(join(import.meta.dirname, name))
  const program = `
    import { spawnSync } from 'node:child_process'
    import { reportError } from ${module('plain-error.ts')}
    import { interruption } from ${module('interruption.ts')}
    import { step } from ${module('progress.ts')}
    interruption()
    const blocks = () => {
      spawnSync(process.execPath, ['-e', 'process.kill(process.ppid, "${signal}"); setTimeout(() => {}, 200)'])
      throw new Error('initdb was ended')
    }
    await step('Starting PostgreSQL', blocks).catch(reportError)
    process.exit()`
  const child = spawn(process.execPath, ['--experimental-strip-types', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let output = ''
  child.stderr.on('data', (text) => {
    output += text
  })
  const [code] = await once(child, 'close')
  return { code, output }
}

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)(
  'a step that fails because of %s was stopped, not failed, and the command exits with %i',
  async (signal, expected) => {
    const { code, output } = await interrupted(signal)
    expect(output).toContain('Starting PostgreSQL … stopped')
    expect(output).not.toMatch(/failed|initdb/)
    expect(code).toBe(expected)
  },
)
