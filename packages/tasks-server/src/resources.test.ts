import { newId, type Scope } from '@chaperone/contracts'
import { connectClient, type TestPerson } from '@chaperone/mcp-server-kit/testing'
import type { Client } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newPerson, startTasks, type TasksScene } from './testing/tasks-scene.ts'

const owner = newPerson('alice')
const stranger = newPerson('mallory')
const callers = [
  { name: 'owner', person: owner, isMember: true },
  { name: 'editor', person: newPerson('bob'), isMember: true },
  { name: 'viewer', person: newPerson('carol'), isMember: true },
  { name: 'person invited by email', person: newPerson('dora'), isMember: true },
  { name: 'stranger', person: stranger, isMember: false },
]

// Without row-level security the queries' own conditions have to hold alone.
describe.each(['on', 'off'] as const)('with row-level security %s', (rowSecurity) => {
  let scene: TasksScene
  let projectId: string
  const opened: Client[] = []

  beforeAll(async () => {
    scene = await startTasks({ rowSecurity })
    const [, editor, viewer, invited] = callers.map(({ person }) => person)
    if (!editor || !viewer || !invited) throw new Error('callers are missing')
    projectId = await scene.addProject(owner, 'Apollo', { editor, viewer })
    await scene.call(owner, 'tasks_share_project', { projectId, email: invited.email, role: 'viewer' })
    await scene.call(owner, 'tasks_create', { projectId, title: 'A secret', due: '2027-01-02', priority: 'high' })
    await scene.addProject(stranger, 'Elsewhere')
  })
  afterAll(async () => {
    await Promise.all(opened.map((client) => client.close()))
    await scene?.stop()
  })

  async function clientOf(person: TestPerson, scopes?: readonly Scope[]): Promise<Client> {
    const resource = scene.servers[0]?.resource ?? ''
    const client = await connectClient({ resource, credential: scene.token(person, scopes) })
    opened.push(client)
    return client
  }

  const uriOf = (id: string) => `tasks://projects/${id}`

  test.each(callers)('lists to the $name their own projects and no others', async ({ person, isMember }) => {
    const { resources } = await (await clientOf(person)).listResources()
    expect(resources.map(({ title }) => title)).toEqual([isMember ? 'Apollo' : 'Elsewhere'])
  })

  test('says before and after what it sends', async () => {
    const client = await clientOf(owner)
    const [template] = (await client.listResourceTemplates()).resourceTemplates
    const [listed] = (await client.listResources()).resources
    expect([template?.mimeType, listed?.mimeType]).toEqual(['application/json', 'application/json'])
  })

  test.each(callers.filter(({ isMember }) => isMember))('reads a project to the $name', async ({ person }) => {
    const result = await (await clientOf(person)).readResource({ uri: uriOf(projectId) })
    const [content] = result.contents
    expect(content).toMatchObject({ uri: uriOf(projectId), mimeType: 'application/json' })
    const { project, tasks } = JSON.parse(content && 'text' in content ? content.text : '')
    expect(project).toMatchObject({ id: projectId, name: 'Apollo' })
    expect(tasks).toMatchObject([{ title: 'A secret' }])
  })

  test('answers a foreign project exactly as an unknown one, -32602', async () => {
    const client = await clientOf(stranger)
    const refusalOf = async (id: string) => {
      const error = await client.readResource({ uri: uriOf(id) }).then(
        () => null,
        (thrown: { code: number; message: string; data: unknown }) => thrown,
      )
      return JSON.stringify([error?.code, error?.message, error?.data]).replaceAll(id, 'ID')
    }
    const foreign = await refusalOf(projectId)
    expect(foreign).toContain('-32602')
    expect(foreign).toBe(await refusalOf(newId('project')))
  })

  test.each([
    ['no project', 'tasks://projects/'],
    ['an injection', 'tasks://projects/prj_%27%20OR%201=1'],
    ['an owner', 'tasks://projects/prj_1?owner=usr_1'],
    ['more after it', 'tasks://projects/prj_1/tasks'],
    ['another kind', 'tasks://elsewhere/prj_1'],
    ['a file', 'file:///etc/passwd'],
    ['no URI at all', 'no uri'],
    // CVE-2026-0621: a pattern that takes exponential time to not match.
    ['a long list', `tasks://projects/${'a,'.repeat(2_000)}`],
  ])('answers a URI with %s with -32602', async (_what, uri) => {
    const client = await clientOf(owner)
    await expect(client.readResource({ uri })).rejects.toMatchObject({ code: -32602 })
  })

  test('marks what it reads as one person’s, for a short time', async () => {
    const { body } = await rawCall('resources/read', { uri: uriOf(projectId) })
    expect(body.result).toMatchObject({ cacheScope: 'private', ttlMs: 5_000 })
  })

  test('fills the prompt with the caller’s tasks and no others', async () => {
    const prompt = { name: 'tasks_plan_day', arguments: { date: '2027-01-02' } }
    const textFor = async (person: TestPerson) => {
      const { messages } = await (await clientOf(person)).getPrompt(prompt)
      const [first] = messages
      return first?.content.type === 'text' ? first.content.text : ''
    }
    expect(await textFor(owner)).toContain('A secret')
    expect(await textFor(stranger)).not.toContain('A secret')
  })

  test('refuses a prompt’s argument of another shape with -32602', async () => {
    const client = await clientOf(owner)
    const prompt = { name: 'tasks_plan_day', arguments: { date: 'tomorrow', owner_id: stranger.sub } }
    await expect(client.getPrompt(prompt)).rejects.toMatchObject({ code: -32602 })
  })

  describe('without the scope', () => {
    test('nothing is listed', async () => {
      const client = await clientOf(owner, ['tasks:delete'])
      expect((await client.listResources()).resources).toEqual([])
      expect((await client.listResourceTemplates()).resourceTemplates).toEqual([])
      expect((await client.listPrompts()).prompts).toEqual([])
    })

    test.each([
      ['resources/read', () => ({ uri: uriOf(projectId) })],
      ['resources/read', () => ({ uri: 'tasks://projects/prj_unknown' })],
      ['prompts/get', () => ({ name: 'tasks_plan_day', arguments: { date: '2027-01-02' } })],
    ] as const)('%s gets 403 and the scopes to ask for', async (method, params) => {
      const { status, challenge, body } = await rawCall(method, params(), ['tasks:delete'])
      expect(status).toBe(403)
      expect(body.error).toBe('insufficient_scope')
      expect(challenge).toContain('scope="tasks:delete tasks:read"')
    })
  })

  /** One request of the current protocol, without a client that would look at the answer first. */
  async function rawCall(method: string, params: Record<string, unknown>, scopes?: readonly Scope[]) {
    const version = '2026-07-28'
    const _meta = {
      'io.modelcontextprotocol/protocolVersion': version,
      'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1.0.0' },
      'io.modelcontextprotocol/clientCapabilities': {},
    }
    const response = await fetch(scene.servers[0]?.resource ?? '', {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Accept: 'application/json, text/event-stream',
        'MCP-Protocol-Version': version,
        'Mcp-Method': method,
        'Mcp-Name': String(params.uri ?? params.name),
        Authorization: `Bearer ${scene.token(owner, scopes)}`,
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: { _meta, ...params } }),
    })
    const text = await response.text()
    const json = text.startsWith('{') ? text : (/^data: (.*)$/m.exec(text)?.[1] ?? '')
    return { status: response.status, challenge: response.headers.get('www-authenticate'), body: JSON.parse(json) }
  }
})
