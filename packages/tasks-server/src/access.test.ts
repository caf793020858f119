import { newId, type ProjectRole } from '@chaperone/contracts'
import type { TestPerson } from '@chaperone/mcp-server-kit/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newPerson, startTasks, type TasksScene } from './testing/tasks-scene.ts'
import { tools } from './tools.ts'

const owner = newPerson('alice')
const stranger = newPerson('mallory')
const invitedEditor = newPerson('dora')

/** Everybody who tries everything, with the role that counts. */
const callers: { name: string; person: TestPerson; role: ProjectRole | null }[] = [
  { name: 'owner', person: owner, role: 'owner' },
  { name: 'editor', person: newPerson('bob'), role: 'editor' },
  { name: 'viewer', person: newPerson('carol'), role: 'viewer' },
  { name: 'editor invited by email', person: invitedEditor, role: 'editor' },
  { name: 'viewer invited by email', person: newPerson('erik'), role: 'viewer' },
  { name: 'holder of an invited email that is not verified', person: { sub: newId('user') }, role: null },
  { name: 'stranger', person: stranger, role: null },
]

interface Ids {
  projectId: string
  taskId: string
}

interface Row {
  tool: string
  input(ids: Ids): Record<string, unknown>
  allowed: ProjectRole[]
}

const readers: ProjectRole[] = ['owner', 'editor', 'viewer']
const writers: ProjectRole[] = ['owner', 'editor']

/** Every tool that takes an id, and who may use it on a project. */
const withId: Row[] = [
  { tool: 'tasks_list', input: ({ projectId }) => ({ projectId, status: 'all' }), allowed: readers },
  { tool: 'tasks_get', input: ({ taskId }) => ({ taskId }), allowed: readers },
  { tool: 'tasks_search', input: ({ projectId }) => ({ text: 'secret', projectId }), allowed: readers },
  { tool: 'tasks_create', input: ({ projectId }) => ({ projectId, title: 'Planted' }), allowed: writers },
  { tool: 'tasks_update', input: ({ taskId }) => ({ taskId, version: 1, title: 'Defaced' }), allowed: writers },
  { tool: 'tasks_complete', input: ({ taskId }) => ({ taskId }), allowed: writers },
  { tool: 'tasks_delete', input: ({ taskId }) => ({ taskId }), allowed: writers },
  {
    tool: 'tasks_share_project',
    input: ({ projectId }) => ({ projectId, email: 'guest@example.com', role: 'viewer' }),
    allowed: ['owner'],
  },
]

/** Every other tool: it works for everybody, and shows everybody their own. */
const withoutId = [
  { tool: 'tasks_list_projects', input: {} },
  { tool: 'tasks_list', input: { status: 'all' } },
  { tool: 'tasks_search', input: { text: 'secret' } },
]

test('these are all tools', () => {
  const taking = tools.filter(({ input }) => 'taskId' in input.shape || 'projectId' in input.shape)
  expect(withId.map(({ tool }) => tool).sort()).toEqual(taking.map(({ name }) => name).sort())
  const all = new Set([...withId, ...withoutId].map(({ tool }) => tool))
  expect([...all].sort()).toEqual(tools.map(({ name }) => name).sort())
})

// Without row-level security the queries' own conditions have to hold alone.
describe.each(['on', 'off'] as const)('with row-level security %s', (rowSecurity) => {
  let scene: TasksScene
  let projectId: string
  /** The stranger's, with one task that is called the same. */
  let foreign: Ids
  /** Everything of the stranger's. Nobody changes it, so it stays as it is. */
  let everythingForeign: unknown

  beforeAll(async () => {
    scene = await startTasks({ rowSecurity })
    const members = Object.fromEntries(callers.slice(1, 3).map((caller) => [caller.role, caller.person]))
    projectId = await scene.addProject(owner, 'Apollo', members)
    for (const { person, role: invitedRole } of callers.slice(3, 5)) {
      await scene.call(owner, 'tasks_share_project', { projectId, email: person.email, role: invitedRole })
    }
    const foreignProjectId = await scene.addProject(stranger, 'Elsewhere')
    foreign = { projectId: foreignProjectId, taskId: await newTask(stranger, foreignProjectId) }
    everythingForeign = await everythingOf(stranger)
  })
  afterAll(() => scene?.stop())

  async function newTask(person: TestPerson, inProject = projectId): Promise<string> {
    return (await scene.call(person, 'tasks_create', { projectId: inProject, title: 'A secret' })).output.id
  }

  /** Everything of one person that a tool could have changed. */
  async function everythingOf(person: TestPerson) {
    const tasks = await scene.call(person, 'tasks_list', { status: 'all', order: 'newest' })
    const projects = await scene.call(person, 'tasks_list_projects')
    return [tasks.output, projects.output]
  }

  describe.each(withId)('$tool', ({ tool, input, allowed }) => {
    test.each(callers)('by the $name', async ({ person, role: callerRole }) => {
      const taskId = await newTask(owner)
      const isAllowed = callerRole !== null && allowed.includes(callerRole)
      const before = isAllowed ? null : await everythingOf(owner)
      const answer = await scene.call(person, tool, input({ projectId, taskId }))
      if (isAllowed) {
        expect(answer.error).toBeUndefined()
        expect(answer.output).toBeDefined()
        return
      }
      expect(answer.output).toBeUndefined()
      expect(answer.error?.error).toBe(callerRole ? 'forbidden' : 'not_found')
      // Whoever is in the project may know its name; nobody else hears of it.
      expect(answer.body.includes('Apollo')).toBe(callerRole !== null)
      expect(await everythingOf(owner)).toEqual(before)
    })

    test.each(callers.filter(({ person }) => person !== stranger))(
      'answers the $name about a foreign id exactly as about an unknown one',
      async ({ person }) => {
        const answer = await scene.call(person, tool, input(foreign))
        expect(answer.error?.error).toBe('not_found')
        const unknown = { taskId: newId('task'), projectId: newId('project') }
        expect(answer).toEqual(await scene.call(person, tool, input(unknown)))
        expect(await everythingOf(stranger)).toEqual(everythingForeign)
      },
    )
  })

  describe.each(withoutId)('$tool without an id', ({ tool, input }) => {
    test.each(callers)('shows the $name their own', async ({ person, role: callerRole }) => {
      await newTask(owner)
      const { output } = await scene.call(person, tool, input)
      const shown: { id: string; projectId?: string }[] = output.projects ?? output.tasks
      const projects = new Set(shown.map((row) => row.projectId ?? row.id))
      const expected = callerRole ? [projectId] : person === stranger ? [foreign.projectId] : []
      expect([...projects]).toEqual(expected)
    })
  })

  test.each(callers.filter((caller) => caller.role))('tasks_list_projects tells the $name the role', async (caller) => {
    const { output } = await scene.call(caller.person, 'tasks_list_projects')
    expect(output.projects).toEqual([{ id: projectId, name: 'Apollo', role: caller.role }])
  })
})
