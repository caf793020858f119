import { newId, resourceScopes } from '@chaperone/contracts'
import { openDatabase } from '@chaperone/db'
import { createTestDatabase, type TestDatabase } from '@chaperone/db/testing'
import {
  callTool,
  startServer,
  startTestIssuer,
  type TestIssuer,
  type TestPerson,
  type TestServer,
} from '@chaperone/mcp-server-kit/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tools } from './tools.ts'

const owner = { sub: newId('user'), email: 'alice@example.com' }
const editor = { sub: newId('user'), email: 'bob@example.com' }
const viewer = { sub: newId('user'), email: 'carol@example.com' }
const stranger = { sub: newId('user'), email: 'mallory@example.com' }

const projectId = newId('project')
/** Belongs to the stranger alone. */
const foreignProjectId = newId('project')

let database: TestDatabase
let issuer: TestIssuer
let server: TestServer

function call(person: TestPerson, tool: string, input: Record<string, unknown> = {}) {
  const credential = issuer.token({ ...person, audience: server.resource, scope: resourceScopes.tasks.join(' ') })
  return callTool({ resource: server.resource, credential, tool, input })
}

async function newTask(title: string, fields: Record<string, unknown> = {}): Promise<string> {
  const { output } = await call(owner, 'tasks_create', { projectId, title, ...fields })
  return output.id
}

async function addProject(person: TestPerson & { email: string }, id: string, name: string): Promise<void> {
  const rows = openDatabase(database.urlFor('tasks'), { role: 'tasks' })
  const { sub, email } = person
  const members = { create: { id: newId('member'), memberId: sub, email, role: 'owner' } }
  await rows.withOwner({ ownerId: sub }, (tx) => tx.project.create({ data: { id, ownerId: sub, name, members } }))
  await rows.close()
}

// Without row-level security the queries' own conditions have to hold alone.
describe.each(['on', 'off'] as const)('with row-level security %s', (rowSecurity) => {
  beforeAll(async () => {
    database = await createTestDatabase({ rowSecurity })
    issuer = await startTestIssuer()
    server = await startServer({
      entry: new URL('./main.ts', import.meta.url),
      issuer,
      databaseUrl: database.urlFor('tasks'),
      environment: { CALLS_PER_MINUTE: '600' },
    })
    await addProject(owner, projectId, 'Apollo')
    await addProject(stranger, foreignProjectId, 'Elsewhere')
    await call(owner, 'tasks_share_project', { projectId, email: editor.email, role: 'editor' })
    await call(owner, 'tasks_share_project', { projectId, email: viewer.email, role: 'viewer' })
  })

  afterAll(async () => {
    await server?.stop()
    await issuer?.close()
    await database?.drop()
  })

  describe('roles', () => {
    /** Every tool that changes a task, with the input that would do it. */
    const changes = [
      ['tasks_create', () => ({ projectId, title: 'New' })],
      ['tasks_update', (taskId: string) => ({ taskId, title: 'Changed' })],
      ['tasks_complete', (taskId: string) => ({ taskId })],
      ['tasks_delete', (taskId: string) => ({ taskId })],
    ] as const

    test('these are all tools that change tasks', () => {
      const changing = tools.filter(({ effect, scope }) => effect !== 'read' && scope !== 'tasks:share')
      expect(changes.map(([name]) => name).sort()).toEqual(changing.map(({ name }) => name).sort())
    })

    describe.each(changes)('%s', (tool, inputFor) => {
      test.each([
        ['owner', owner],
        ['editor', editor],
      ])('works for the %s', async (_role, person) => {
        const answer = await call(person, tool, inputFor(await newTask('Before')))
        expect(answer.error).toBeUndefined()
        expect(answer.output).toBeDefined()
      })

      test('is forbidden to a viewer, and changes nothing', async () => {
        const taskId = await newTask('Before')
        const before = await call(owner, 'tasks_list', { status: 'all' })
        const { error } = await call(viewer, tool, inputFor(taskId))
        expect(error?.error).toBe('forbidden')
        expect(error?.message).toContain('Apollo')
        expect(await call(owner, 'tasks_list', { status: 'all' })).toEqual(before)
      })

      test('finds nothing for a stranger, and changes nothing', async () => {
        const taskId = await newTask('Before')
        const before = await call(owner, 'tasks_list', { status: 'all' })
        const { error } = await call(stranger, tool, inputFor(taskId))
        expect(error?.error).toBe('not_found')
        expect(await call(owner, 'tasks_list', { status: 'all' })).toEqual(before)
      })
    })

    test.each([
      ['owner', owner, 'owner'],
      ['editor', editor, 'editor'],
      ['viewer', viewer, 'viewer'],
    ])('tasks_list_projects tells the %s the role', async (_name, person, role) => {
      const { output } = await call(person, 'tasks_list_projects')
      expect(output.projects).toEqual([{ id: projectId, name: 'Apollo', role }])
    })

    test('a viewer reads what the owner reads', async () => {
      const taskId = await newTask('Visible')
      expect(await call(viewer, 'tasks_get', { taskId })).toEqual(await call(owner, 'tasks_get', { taskId }))
    })

    test('an invitation admits no one without that verified email', async () => {
      const { output } = await call({ sub: newId('user') }, 'tasks_list_projects')
      expect(output.projects).toEqual([])
    })
  })

  describe('ids of others', () => {
    const withIds: [string, (ids: { taskId: string; projectId: string }) => Record<string, unknown>][] = [
      ['tasks_list', ({ projectId }) => ({ projectId })],
      ['tasks_get', ({ taskId }) => ({ taskId })],
      ['tasks_search', ({ projectId }) => ({ text: 'secret', projectId })],
      ['tasks_create', ({ projectId }) => ({ projectId, title: 'Planted' })],
      ['tasks_update', ({ taskId }) => ({ taskId, title: 'Defaced' })],
      ['tasks_complete', ({ taskId }) => ({ taskId })],
      ['tasks_share_project', ({ projectId }) => ({ projectId, email: owner.email, role: 'editor' })],
      ['tasks_delete', ({ taskId }) => ({ taskId })],
    ]

    test('these are all tools that take an id', () => {
      const taking = tools.filter(({ input }) => 'taskId' in input.shape || 'projectId' in input.shape)
      expect(withIds.map(([name]) => name).sort()).toEqual(taking.map(({ name }) => name).sort())
    })

    test.each(withIds)('%s answers a foreign id exactly as an unknown one', async (tool, inputFor) => {
      const created = await call(stranger, 'tasks_create', { projectId: foreignProjectId, title: 'A secret' })
      const foreign = { taskId: created.output.id, projectId: foreignProjectId }
      const unknown = { taskId: newId('task'), projectId: newId('project') }
      const answer = await call(owner, tool, inputFor(foreign))
      expect(answer.error?.error).toBe('not_found')
      expect(answer).toEqual(await call(owner, tool, inputFor(unknown)))
      const kept = await call(stranger, 'tasks_get', { taskId: foreign.taskId })
      expect(kept.output).toEqual(created.output)
    })

    test('lists and searches without an id show nothing of others', async () => {
      const taskId = await newTask('A secret of the owner')
      const listed = await call(stranger, 'tasks_list', { status: 'all' })
      const found = await call(stranger, 'tasks_search', { text: 'secret' })
      for (const { output } of [listed, found]) {
        expect(output.tasks.map((task: { id: string }) => task.id)).not.toContain(taskId)
        expect(new Set(output.tasks.map((task: { projectId: string }) => task.projectId))).toEqual(
          new Set([foreignProjectId]),
        )
      }
    })
  })

  describe('sharing', () => {
    test.each([
      ['editor', editor],
      ['viewer', viewer],
    ])('is forbidden to an %s', async (_role, person) => {
      const input = { projectId, email: stranger.email, role: 'editor' }
      const { error } = await call(person, 'tasks_share_project', input)
      expect(error?.error).toBe('forbidden')
      expect((await call(stranger, 'tasks_get', { taskId: await newTask('Ours') })).error?.error).toBe('not_found')
    })

    test('with oneself is refused and leaves the owner an owner', async () => {
      const input = { projectId, email: ' Alice@Example.com ', role: 'viewer' }
      const { error } = await call(owner, 'tasks_share_project', input)
      expect(error?.error).toBe('invalid_arguments')
      expect((await call(owner, 'tasks_list_projects')).output.projects[0].role).toBe('owner')
    })

    test('again changes the role; the answer says nothing about the person', async () => {
      const guest = { sub: newId('user'), email: 'guest@example.com' }
      const share = (role: string) => call(owner, 'tasks_share_project', { projectId, email: guest.email, role })
      const roleOfGuest = async () => (await call(guest, 'tasks_list_projects')).output.projects[0].role
      const first = await share('viewer')
      expect(first.output).toEqual({ shared: true })
      expect(await roleOfGuest()).toBe('viewer')
      expect(await share('editor')).toEqual(first)
      expect(await roleOfGuest()).toBe('editor')
    })
  })

  describe('tasks', () => {
    test('sort by due date, without one last, then by title', async () => {
      const sortedProject = newId('project')
      await addProject(owner, sortedProject, 'Sorted')
      for (const [title, due] of [['c'], ['b', '2027-02-01'], ['a'], ['z', '2027-01-01']]) {
        await call(owner, 'tasks_create', { projectId: sortedProject, title, ...(due && { due }) })
      }
      const titles = async (filter: object) =>
        (await call(owner, 'tasks_list', { projectId: sortedProject, ...filter })).output.tasks.map(
          (task: { title: string }) => task.title,
        )
      expect(await titles({})).toEqual(['z', 'b', 'a', 'c'])
      expect(await titles({ dueBefore: '2027-02-01' })).toEqual(['z'])
      expect(await titles({ dueAfter: '2027-01-01' })).toEqual(['b'])
      expect(await titles({ dueAfter: '2027-01-01', dueBefore: '2027-02-01' })).toEqual([])
    })

    test('keep the instant at which they were completed first', async () => {
      const taskId = await newTask('Done once')
      const { output: first } = await call(owner, 'tasks_complete', { taskId })
      expect(first.status).toBe('done')
      expect((await call(owner, 'tasks_complete', { taskId })).output).toEqual(first)
      const { output: reopened } = await call(owner, 'tasks_update', { taskId, status: 'open' })
      expect(reopened).toMatchObject({ status: 'open', completedAt: null })
    })

    test('lose notes and due date by null, and nothing by omission', async () => {
      const taskId = await newTask('Notes', { notes: 'First line\nSecond line', due: '2027-03-01' })
      const { output: renamed } = await call(owner, 'tasks_update', { taskId, title: 'Renamed' })
      expect(renamed).toMatchObject({ title: 'Renamed', notes: 'First line\nSecond line', due: '2027-03-01' })
      const { output: emptied } = await call(owner, 'tasks_update', { taskId, notes: null, due: null })
      expect(emptied).toMatchObject({ title: 'Renamed', notes: null, due: null })
    })

    test.each([
      ['%', 'Sale 50% off', 'Sale 50 off'],
      ['a_b', 'Rename a_b', 'Rename axb'],
      ['back\\slash', 'A back\\slash', 'A backslash'],
      ['ÉCLAIR', 'Buy an éclair', 'Buy a cake'],
    ])('are searched for %s literally, whatever the case', async (text, hit, miss) => {
      const hitId = await newTask(hit)
      const missId = await newTask(miss)
      const { output } = await call(viewer, 'tasks_search', { text, projectId })
      const ids = output.tasks.map((task: { id: string }) => task.id)
      expect(ids).toContain(hitId)
      expect(ids).not.toContain(missId)
    })
  })

  test.each([
    ['a smuggled owner', 'tasks_create', { projectId, title: 'Mine now', owner_id: stranger.sub }],
    ['a change of nothing', 'tasks_update', { taskId: newId('task') }],
    ['a NUL character', 'tasks_create', { projectId, title: 'a\0b' }],
    ['an impossible date', 'tasks_create', { projectId, title: 'Leap', due: '2027-02-29' }],
    ['a date before PostgreSQL’s calendar', 'tasks_list', { dueAfter: '0000-01-01' }],
    ['an id of another kind', 'tasks_get', { taskId: projectId }],
  ])('%s is an invalid input, not an internal error', async (_what, tool, input) => {
    const answer = await call(owner, tool, input)
    expect(answer.output).toBeUndefined()
    expect(answer.body).toMatch(/invalid/i)
    expect(answer.body).not.toContain('internal_error')
  })
})
