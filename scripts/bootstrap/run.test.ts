import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { requireWritable } from './install-packages.mjs'
import { leftRunning } from './left-running.mjs'
import { isGoodNode } from './toolchain.mjs'

const root = join(import.meta.dirname, '../..')

function run(...args: string[]) {
  return spawnSync(process.execPath, [join(root, 'scripts/run.mjs'), ...args], { cwd: '/', encoding: 'utf8' })
}

test('help lists every command of package.json, from any folder', () => {
  const { status, stdout } = run('--help')
  expect(status).toBe(0)
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  for (const name of Object.keys(manifest.scripts)) expect(stdout).toContain(`npm run ${name} `)
})

test('a checkout that cannot be written is refused first, by name', () => {
  expect(() => requireWritable('/nowhere/chaperone')).toThrow(
    'The checkout /nowhere/chaperone is not writable (ENOENT)',
  )
  expect(() => requireWritable(root)).not.toThrow()
})

test('a demo that was killed is said to have left its parts running; nothing else is', () => {
  expect(leftRunning('demo', 137)).toContain('the next npm run demo ends them')
  expect(leftRunning('demo', 130)).toBe('')
  expect(leftRunning('check', 137)).toBe('')
})

test('an unknown command is refused', () => {
  const { status, stderr } = run('constructor')
  expect(status).toBe(2)
  expect(stderr).toContain('There is no command "constructor"')
})

function runCommand(name: string, ...args: string[]) {
  return runCommandOf(root, name, ...args)
}

function runCommandOf(checkout: string, name: string, ...args: string[]) {
  const flags = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning']
  return spawnSync(
    process.execPath,
    [...flags, join(checkout, `scripts/commands/${name.replace(':', '-')}.ts`), ...args],
    {
      encoding: 'utf8',
      // One that does its work instead is ended.
      timeout: 20_000,
    },
  )
}

const names = Object.keys(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts)

test.each(names)('%s explains itself', (name) => {
  const { status, stdout } = runCommand(name, '--help')
  expect(status).toBe(0)
  expect(stdout).toMatch(new RegExp(`^npm (run )?(-s )?${name}`))
})

// e2e hands what it does not know to Playwright.
test.each(names.filter((name) => name !== 'e2e'))('%s refuses an option that it does not have', (name) => {
  const { status, stderr } = runCommand(name, '--grep', 'AUD-01')
  expect(status).toBe(1)
  expect(stderr).toContain("Unknown option '--grep'")
})

test('what a fresh clone cannot do yet is said in a sentence, and it explains itself all the same', () => {
  const clone = mkdtempSync(join(tmpdir(), 'chaperone-clone-'))
  try {
    writeFileSync(join(clone, 'package.json'), '{"type":"module"}')
    for (const folder of ['commands', 'keys', 'system']) {
      cpSync(join(root, 'scripts', folder), join(clone, 'scripts', folder), { recursive: true })
    }
    for (const name of ['users', 'clients', 'keys', 'pins', 'signing-keys']) {
      expect(runCommandOf(clone, name, '--help').stdout).toContain(`npm run ${name} --`)
      const { status, stderr } = runCommandOf(clone, name, 'list')
      expect([status, stderr.trim()]).toEqual([1, '✗ Nothing is built here yet. Run npm run demo once.'])
    }
  } finally {
    rmSync(clone, { recursive: true })
  }
})

test.each([
  ['18.20.0', false],
  ['20.20.2', false],
  ['22.11.0', false],
  ['22.12.0', true],
  ['23.11.0', false],
  ['24.0.0', true],
  ['25.1.0', false],
  ['26.0.0', true],
])('Node %s: serves %s', (version, serves) => {
  expect(isGoodNode(version)).toBe(serves)
})

test('a signal reaches the program once and its exit code comes back', async () => {
  const program = `let n = 0
    process.on('SIGTERM', () => n++ || setTimeout(() => process.exit(40 + n), 300))
    setTimeout(() => process.exit(1), 15_000)
    console.log('ready')`
  const launcher = `import { runProgram } from ${JSON.stringify(join(import.meta.dirname, 'run-program.mjs'))}
    const { code } = await runProgram({ file: process.execPath, args: ['-e', ${JSON.stringify(program)}], stdio: 'inherit', env: process.env })
    process.exit(code)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', launcher], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  await once(child.stdout, 'data')
  child.kill('SIGTERM')
  child.kill('SIGTERM')
  expect((await exited)[0]).toBe(41)
})
