import { readFile } from 'node:fs/promises'
import { builtInPlanner } from '@chaperone/agent'
import { expect, test } from 'vitest'
import { examples } from './examples.ts'

/** The connections that the built-in planner says it asks, before it asks any. */
async function connectionsOf(message: string): Promise<string[]> {
  const connections = new Set<string>()
  await builtInPlanner.run({
    turnId: 'turn_1',
    message,
    timeZone: 'Europe/Lisbon',
    now: new Date('2026-11-23T09:14:00Z'),
    personName: 'Alice',
    earlier: [],
    memory: null,
    catalogue: [],
    signal: new AbortController().signal,
    call: async () => ({ status: 'refused', hop: 2, code: 'unknown_tool', message: 'There is no such tool.' }),
    plan(steps) {
      for (const { connection } of steps) if (connection) connections.add(connection)
    },
    say() {},
    remember() {},
    fail() {},
  })
  return [...connections].sort()
}

test.each(examples)('“$prompt” goes to $servers', async ({ prompt, servers }) => {
  expect(await connectionsOf(prompt)).toEqual(servers.match(/calendar|tasks|weather/g)?.sort())
})

test.each([
  ['find the driest afternoon this week in Lisbon and put a run into my calendar', ['calendar', 'weather']],
  ['what should I prepare for tomorrow?', ['calendar', 'tasks', 'weather']],
  ['show my projects', ['tasks']],
])('“%s” of the README goes to %s', async (sentence, servers) => {
  expect(await readFile(new URL('../../../../../README.md', import.meta.url), 'utf8')).toContain(`"${sentence}"`)
  expect(await connectionsOf(sentence)).toEqual(servers)
})
