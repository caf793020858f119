import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { processIdentity } from './process-identity.ts'
import { loadSecrets } from './secrets.ts'
import { clearStateFolder, openStateFolder, runningSystem, writeSystem } from './state-folder.ts'
import { launcherOf, lockState, rememberProcesses } from './state-lock.ts'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'chaperone-state-'))
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

function modeOf(path: string): string {
  return (statSync(path).mode & 0o777).toString(8)
}

test('secrets are made once and readable by their owner only', async () => {
  const first = await loadSecrets(directory)
  expect(await loadSecrets(directory)).toEqual(first)
  expect(modeOf(join(directory, 'secrets.json'))).toBe('600')
  expect(new Set(Object.values(first.databasePasswords)).size).toBe(5)
})

test('damaged secrets are not replaced in silence', async () => {
  writeFileSync(join(directory, 'secrets.json'), '{"sessionSecret":')
  await expect(loadSecrets(directory)).rejects.toThrow('is damaged')
})

test('a new state folder is its owner’s alone', () => {
  const made = join(directory, 'new')
  openStateFolder(made)
  expect(modeOf(made)).toBe('700')
  expect(modeOf(join(made, 'logs'))).toBe('700')
})

test('clearing a state folder leaves what is not ours', async () => {
  openStateFolder(directory)
  await loadSecrets(directory)
  writeFileSync(join(directory, 'thesis.txt'), 'mine')
  clearStateFolder(directory)
  expect(readdirSync(directory)).toEqual(['thesis.txt'])
})

test('a state folder has one launcher at a time', async () => {
  const unlock = await lockState(directory)
  expect(launcherOf(directory)).toBe(process.pid)
  await expect(lockState(directory)).rejects.toThrow('is running already')
  const system = { web: '', servers: { weather: '', calendar: '', tasks: '' }, stateDir: directory, pid: process.pid }
  expect(runningSystem(directory)).toBeNull()
  writeSystem(system)
  expect(runningSystem(directory)).toEqual(system)
  unlock()
  expect(runningSystem(directory)).toBeNull()
})

test('what a killed launcher left running is ended by the next one; an id that was given anew is not', async () => {
  const start = () => spawn(process.execPath, ['-e', 'setTimeout(() => {}, 15_000)'], { detached: true })
  const leftover = start()
  rememberProcesses(directory, [leftover.pid ?? 0])
  const exited = once(leftover, 'exit')
  await lockState(directory)
  expect((await exited)[1]).toBe('SIGKILL')

  const stranger = start()
  const record = [{ pid: stranger.pid, identity: 'of an earlier process' }]
  writeFileSync(join(directory, 'processes.json'), JSON.stringify(record))
  writeFileSync(join(directory, 'launcher.json'), JSON.stringify(record[0]))
  await lockState(directory)
  expect(processIdentity(stranger.pid ?? 0)).not.toBeNull()
  stranger.kill('SIGKILL')
})
