import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { runTool } from './run-tool.ts'

function script(program: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'chaperone-tool-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  const entry = join(directory, 'tool.mjs')
  writeFileSync(entry, program)
  return entry
}

const FOREVER = 'setInterval(() => {}, 1_000)'

test('a quiet tool answers its code and what it printed', async () => {
  const entry = script(`console.log('out'); console.error('err'); process.exitCode = 3`)
  const { code, output } = await runTool({ entry, isQuiet: true }, new AbortController().signal)
  expect(code).toBe(3)
  expect(output.split('\n').sort()).toEqual(['err', 'out'])
})

test('a quiet tool that is stopped takes with it what it started', async () => {
  const inner = JSON.stringify(`process.kill(${process.pid}, 'SIGUSR2'); ${FOREVER}`)
  const entry = script(`
    import { spawn } from 'node:child_process'
    spawn(process.execPath, ['-e', ${inner}], { stdio: 'inherit' })
    ${FOREVER}`)
  const controller = new AbortController()
  process.once('SIGUSR2', () => controller.abort())
  // Resolves when the last process that holds its output has ended.
  const { code } = await runTool({ entry, isQuiet: true }, controller.signal)
  expect(code).toBe(143)
})
