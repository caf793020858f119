import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import type { ComposeFile } from '../isolation-problems.ts'
import { findNamespaces } from './find-namespaces.ts'
import { planNetworks } from './plan-networks.ts'
import type { Detour, Reached } from './probe.ts'

const namespaces = findNamespaces()
const composeText = readFileSync(join(import.meta.dirname, '../../docker-compose.yml'), 'utf8')

/** Builds the networks of the Compose file, changed first if a test says so, and answers what the probe found there. */
async function probe<Found>(question: string, change: (file: ComposeFile) => void = () => {}): Promise<Found> {
  if ('missing' in namespaces) throw new Error(`A prerequisite of this test is not met: ${namespaces.missing}.`)
  const file = parse(composeText, { merge: true }) as ComposeFile
  change(file)
  const [program = '', ...args] = namespaces.command
  const script = [process.execPath, join(import.meta.dirname, 'probe.ts'), JSON.stringify(planNetworks(file)), question]
  const { stdout } = await promisify(execFile)(program, [...args, ...script])
  return JSON.parse(stdout) as Found
}

function whom(reached: Reached): Record<string, string[]> {
  const connected = (row: Record<string, string[]>) =>
    Object.keys(row).filter((name) => row[name]?.includes('connected'))
  return Object.fromEntries(Object.entries(reached).map(([name, row]) => [name, connected(row).sort()]))
}

test.concurrent('NET-01: no server reaches another server, and the web app reaches each of them', async () => {
  const reached = await probe<Reached>('all')
  expect(whom(reached)).toEqual({
    database: ['calendar', 'setup', 'tasks', 'weather', 'web'],
    setup: ['database'],
    web: ['calendar', 'database', 'outside', 'tasks', 'weather'],
    // The web app has the keys that tokens are checked with.
    weather: ['database', 'outside', 'web'],
    calendar: ['database', 'web'],
    tasks: ['database', 'web'],
  })
  // Without a way out there is no route at all, which is more than nobody answering.
  for (const from of ['calendar', 'tasks'])
    for (const to of ['weather', 'outside', from === 'tasks' ? 'calendar' : 'tasks'])
      for (const answer of reached[from]?.[to] ?? ['not tried']) expect(answer, `${from} to ${to}`).toBe('ENETUNREACH')
})

test.concurrent('NET-02: two servers that agree on a way through the web app or the database get no packet through', async () => {
  const detours = await probe<Detour[]>('detours')
  const ways = detours.map(({ from, via, to }) => `${from} ${via} ${to}`)
  expect(ways).toHaveLength(12)
  expect(ways).toContain('calendar web tasks')
  expect(detours.filter(({ answer }) => answer !== 'silence')).toEqual([])
})

test.concurrent('a network that two servers share is seen, and so is a way out', async () => {
  const reached = await probe<Reached>('all', ({ services }) => services.tasks?.networks?.push('egress'))
  expect(whom(reached)).toMatchObject({
    weather: ['database', 'outside', 'tasks', 'web'],
    tasks: ['database', 'outside', 'weather', 'web'],
  })
})

test.concurrent('a container that forwards is seen', async () => {
  const detours = await probe<Detour[]>('detours', ({ services }) => delete services.web?.sysctls)
  const open = detours.filter(({ answer }) => answer === 'connected').map(({ via }) => via)
  expect(open).toEqual(Array(6).fill('web'))
})
