import { mcpCall, resultOf, toolCall } from '@chaperone/attack-suite'
import type { ProjectList } from '@chaperone/contracts'
import { expect, test } from '../support/test.ts'

/** CVE-2026-25536 and CVE-2026-111770: answers went to whoever used the same JSON-RPC id. Every request here has id 1. */
test('thirty interleaved calls of two people with the same ids get each their own answer', async ({
  scene,
  target,
}) => {
  const tokens = { alice: await scene.token('alice', 'tasks'), bob: await scene.token('bob', 'tasks') }
  const calls = Array.from({ length: 30 }, async (_, index) => {
    const user = index % 2 === 0 ? ('alice' as const) : ('bob' as const)
    const answer = await toolCall({
      url: target.servers.tasks,
      tool: 'tasks_list_projects',
      arguments: {},
      credential: tokens[user],
      isLegacy: index % 4 > 1,
    })
    const names = resultOf<ProjectList>(answer).projects.map(({ name }) => name)
    expect(names).toContain(user === 'alice' ? 'Borealis' : 'Cassini')
    expect(names).not.toContain(user === 'alice' ? 'Cassini' : 'Borealis')
  })
  await Promise.all(calls)
})

test('the list of tools shows what the token allows, and no more', async ({ scene, target }) => {
  const credential = await scene.token('alice', 'tasks', 'tasks:read')
  const answer = await mcpCall({ url: target.servers.tasks, method: 'tools/list', credential })
  const { tools } = (answer.json as { result: { tools: { name: string }[] } }).result
  expect(tools.map(({ name }) => name).sort()).toEqual([
    'tasks_get',
    'tasks_list',
    'tasks_list_projects',
    'tasks_search',
  ])
})
