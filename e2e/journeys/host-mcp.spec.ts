import { audienceOf, resultOf, type Scene } from '@chaperone/attack-suite'
import type { TaskList } from '@chaperone/contracts'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { sdkV1 } from '../clients/sdk-v1.ts'
import { sdkV2Clients } from '../clients/sdk-v2.ts'
import { approveInBrowser } from '../support/approve-in-browser.ts'
import { expect, test } from '../support/test.ts'

const newTitle = () => `Through the host ${Date.now() % 10_000_000}`

async function tasksTitled(scene: Scene, text: string): Promise<TaskList['tasks']> {
  return resultOf<TaskList>(await scene.callAs('alice', 'tasks', 'tasks_search', { text })).tasks
}

interface ToolResult {
  isError?: boolean
  content: { text: string }[]
  structuredContent?: { title?: string }
}

for (const client of [...sdkV2Clients, sdkV1]) {
  test(`${client.name} finds everything at the host, and a change is made once, by the person`, async ({
    openAs,
    scene,
    target,
  }) => {
    const conversation = await client.connect(audienceOf(target, 'host-mcp'), await scene.token('alice', 'host-mcp'))
    const create = async (title: string) =>
      JSON.parse(await conversation.call('tasks__tasks_create', { projectId: 'prj_apollo', title })) as ToolResult
    try {
      const names = await conversation.toolNames()
      for (const name of ['tasks__tasks_list', 'calendar__calendar_list_events', 'weather__weather_current']) {
        expect(names).toContain(name)
      }
      // Two ways to one server are told apart by the host's own names for them.
      expect(names).toContain('team-calendar__calendar_list_events')

      const projects = await conversation.call('tasks__tasks_list_projects', {})
      expect(projects).toContain('Borealis')
      expect(projects).not.toContain('Cassini')

      const title = newTitle()
      const held = await create(title)
      expect(held.isError).toBe(true)
      const { error, url } = JSON.parse(held.content[0]?.text ?? '') as { error: string; url: string }
      expect(error).toBe('needs_approval')
      expect(url).toMatch(new RegExp(`^${target.web}/approvals/apr_`))
      // Asking again asks nothing new, and does nothing.
      expect((await create(title)).content[0]?.text).toContain(url)
      expect(await tasksTitled(scene, title)).toEqual([])

      const page = await openAs('alice', '/')
      await page.goto(url)
      await expect(page.getByRole('main')).toContainText('chaperone-cli')
      await approveInBrowser(page, url)

      const made = await create(title)
      expect(made.structuredContent?.title).toBe(title)
      expect(made.content.at(-1)?.text).toContain('This repeat of it changed nothing')
      expect(await tasksTitled(scene, title)).toHaveLength(1)
    } finally {
      await conversation.close()
    }
  })
}

test('a client that can open pages sends the person to theirs, and gets the result', async ({
  openAs,
  scene,
  target,
}) => {
  const page = await openAs('alice', '/')
  const opened: string[] = []
  const client = new Client(
    { name: 'journey', version: '1.0.0' },
    { capabilities: { elicitation: { url: {} } }, versionNegotiation: { mode: 'auto' } },
  )
  client.setRequestHandler('elicitation/create', async ({ params }) => {
    if (params.mode !== 'url') return { action: 'decline' as const }
    opened.push(params.url)
    await approveInBrowser(page, params.url)
    return { action: 'accept' as const }
  })
  const requestInit = { headers: { Authorization: `Bearer ${await scene.token('alice', 'host-mcp')}` } }
  await client.connect(new StreamableHTTPClientTransport(new URL(audienceOf(target, 'host-mcp')), { requestInit }))
  try {
    const title = newTitle()
    const made = await client.callTool({
      name: 'tasks__tasks_create',
      arguments: { projectId: 'prj_apollo', title },
    })
    expect(made.structuredContent).toMatchObject({ title })
    expect(opened).toHaveLength(1)
    expect(await tasksTitled(scene, title)).toHaveLength(1)
  } finally {
    await client.close()
  }
})

test('what the person denied stays undone, and the program is told', async ({ openAs, scene, target }) => {
  const [client] = sdkV2Clients
  if (!client) throw new Error('there is no client')
  const conversation = await client.connect(audienceOf(target, 'host-mcp'), await scene.token('alice', 'host-mcp'))
  try {
    const args = { projectId: 'prj_apollo', title: newTitle() }
    const held = JSON.parse(await conversation.call('tasks__tasks_create', args)) as ToolResult
    const { url } = JSON.parse(held.content[0]?.text ?? '') as { url: string }
    const page = await openAs('alice', '/')
    await page.goto(url)
    await page.getByRole('button', { name: 'Deny' }).click()
    await expect(page.getByText('You denied this call.')).toBeVisible()

    expect(await conversation.call('tasks__tasks_create', args)).toContain('Alice denied this call')
    expect(await tasksTitled(scene, args.title)).toEqual([])
  } finally {
    await conversation.close()
  }
})
