import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { Client as LegacyClient } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport as LegacyTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { expect, test } from '../support/test.ts'

for (const mode of ['auto', 'legacy'] as const) {
  test(`the official client (${mode}) lists, reads its own, and is refused without the scope`, async ({
    scene,
    target,
  }) => {
    const token = await scene.token('alice', 'tasks', 'tasks:read')
    const client = new Client({ name: 'journey', version: '1.0.0' }, { versionNegotiation: { mode } })
    await client.connect(
      new StreamableHTTPClientTransport(new URL(target.servers.tasks), {
        requestInit: { headers: { Authorization: `Bearer ${token}` } },
      }),
    )
    const { tools } = await client.listTools()
    expect(tools.map(({ name }) => name)).toContain('tasks_list')
    expect(tools.map(({ name }) => name)).not.toContain('tasks_create')
    const read = await client.callTool({ name: 'tasks_list_projects', arguments: {} })
    expect(JSON.stringify(read.structuredContent)).toContain('Borealis')
    await expect(
      client.callTool({ name: 'tasks_create', arguments: { projectId: 'prj_apollo', title: 'No scope' } }),
    ).rejects.toThrow()
    await client.close()
  })
}

test('a 2025-era client lists, reads its own, and is refused without the scope', async ({ scene, target }) => {
  const token = await scene.token('alice', 'tasks', 'tasks:read')
  const client = new LegacyClient({ name: 'journey', version: '1.0.0' })
  const transport = new LegacyTransport(new URL(target.servers.tasks), {
    requestInit: { headers: { Authorization: `Bearer ${token}` } },
  })
  // The package's own types disagree under exactOptionalPropertyTypes.
  await client.connect(transport as Parameters<typeof client.connect>[0])
  const { tools } = await client.listTools()
  expect(tools.map(({ name }) => name)).toContain('tasks_list')
  const read = await client.callTool({ name: 'tasks_list_projects', arguments: {} })
  expect(JSON.stringify(read.structuredContent)).toContain('Borealis')
  await expect(
    client.callTool({ name: 'tasks_create', arguments: { projectId: 'prj_apollo', title: 'No scope' } }),
  ).rejects.toThrow()
  await client.close()
})
