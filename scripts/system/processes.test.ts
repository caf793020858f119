import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { crashed, type RunningProcess, startProcess } from './processes.ts'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'chaperone-processes-'))
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

function start(program: string): RunningProcess {
  const script = join(directory, 'program.mjs')
  writeFileSync(script, program)
  const plan = { name: 'tasks-server', script, args: [], cwd: directory, environment: {}, readyUrl: '' }
  return startProcess(plan, directory)
}

test('a process that ended by itself is explained by its log, in one sentence', async () => {
  const running = start(`console.error('Error: DATABASE_URL must be an address.'); process.exitCode = 1`)
  await running.exited
  expect(crashed(running).message).toMatch(
    /^The tasks-server process ended unexpectedly \(exit code 1\): Error: DATABASE_URL must be an address\. Its log: /,
  )
})

test('a process that was killed is not explained by an error it logged before', async () => {
  const running = start(`console.error('Error: one call failed'); process.kill(process.pid, 'SIGKILL')`)
  await running.exited
  const { message } = crashed(running)
  expect(message).toContain('was ended by SIGKILL: somebody did that, or the system for want of memory. Start again.')
  expect(message).not.toContain('one call failed')
})
