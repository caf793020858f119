import { LIST_PAGE_SIZE, newId } from '@chaperone/contracts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newPerson, type Person, startTasks, type TasksScene } from './testing/tasks-scene.ts'

const alice = newPerson('alice')
const bob = newPerson('bob')
const COUNT = 2 * LIST_PAGE_SIZE + 7

let scene: TasksScene
let projectId: string

beforeAll(async () => {
  scene = await startTasks()
  projectId = await scene.addProject(alice, 'Apollo')
  // Many with the same due date and title, and many without a due date: the order then hangs on the last column.
  const data = Array.from({ length: COUNT }, (_, index) => ({
    id: newId('task'),
    projectId,
    ownerId: alice.sub,
    createdBy: alice.sub,
    title: `Task ${index % 5}`,
    due: index % 3 ? new Date(Date.UTC(2027, 0, 1 + (index % 4))) : null,
    priority: 1 + (index % 3),
    createdAt: new Date(Date.UTC(2026, 0, 1, 0, 0, index % 50)),
    labels: ['many'],
  }))
  await scene.rowsOf(alice, (tx) => tx.task.createMany({ data }))
})
afterAll(() => scene?.stop())

async function walk(person: Person, tool: string, input: Record<string, unknown>, rows: string) {
  const all: { id: string; title: string; due: string | null; priority: string }[] = []
  const sizes: number[] = []
  let cursor: string | null = null
  do {
    const { output, body } = await scene.call(person, tool, { ...input, ...(cursor && { cursor }) })
    if (!output) throw new Error(body)
    all.push(...output[rows])
    sizes.push(output[rows].length)
    cursor = output.nextCursor
  } while (cursor)
  return { all, sizes }
}

test('a project has 5,000 tasks at most, and a task is completed and reopened 1,000 times', async () => {
  const carol = newPerson('carol')
  const full = await scene.addProject(carol, 'Full')
  const task = (index: number) => ({
    id: newId('task'),
    projectId: full,
    ownerId: carol.sub,
    createdBy: carol.sub,
    title: `${index}`,
  })
  const data = Array.from({ length: 4_999 }, (_, index) => task(index))
  await scene.rowsOf(carol, (tx) => tx.task.createMany({ data }))
  const created = await scene.call(carol, 'tasks_create', { projectId: full, title: 'The last' })
  expect(created.output).toBeDefined()
  expect((await scene.call(carol, 'tasks_create', { projectId: full, title: 'One more' })).error?.error).toBe(
    'limit_reached',
  )

  const { id: taskId, version } = created.output
  const changes = Array.from({ length: 999 }, () => ({
    id: newId('statusChange'),
    taskId,
    projectId: full,
    ownerId: carol.sub,
    status: 'done',
    changedBy: carol.sub,
  }))
  await scene.rowsOf(carol, (tx) => tx.statusChange.createMany({ data: changes }))
  const done = await scene.call(carol, 'tasks_update', { taskId, version, status: 'done' })
  expect(done.output).toBeDefined()
  const reopened = await scene.call(carol, 'tasks_update', { taskId, version: done.output.version, status: 'open' })
  expect(reopened.error?.error).toBe('limit_reached')
})

test('a project is shared with 200 people at most, and what one of them may do can change', async () => {
  const dora = newPerson('dora')
  const shared = await scene.addProject(dora, 'Shared')
  const data = Array.from({ length: 199 }, (_, index) => ({
    id: newId('member'),
    projectId: shared,
    ownerId: dora.sub,
    email: `guest-${index}@example.com`,
    role: 'viewer',
  }))
  await scene.rowsOf(dora, (tx) => tx.projectMember.createMany({ data }))
  const share = (email: string, role: string) =>
    scene.call(dora, 'tasks_share_project', { projectId: shared, email, role })
  expect((await share('more@example.com', 'viewer')).error?.error).toBe('limit_reached')
  expect((await share('guest-7@example.com', 'editor')).output).toEqual({ shared: true })
})

describe.each([
  ['tasks_list', { order: 'due' }],
  ['tasks_list', { order: 'priority' }],
  ['tasks_list', { order: 'newest', status: 'all' }],
  ['tasks_search', { text: 'many' }],
] as const)('%s with %o', (tool, input) => {
  test('shows each task once over all pages, and ends with null', async () => {
    const { all, sizes } = await walk(alice, tool, input, 'tasks')
    expect(sizes).toEqual([LIST_PAGE_SIZE, LIST_PAGE_SIZE, 7])
    expect(new Set(all.map(({ id }) => id)).size).toBe(COUNT)
  })
})

test('tasks by due date come in that order over all pages, those without one last', async () => {
  const { all } = await walk(alice, 'tasks_list', { order: 'due' }, 'tasks')
  const keys = all.map(({ due, title, id }) => `${due ?? '9999'} ${title} ${id}`)
  expect(keys).toEqual([...keys].sort())
  const byPriority = await walk(alice, 'tasks_list', { order: 'priority' }, 'tasks')
  const ranks = byPriority.all.map(({ priority }) => ['high', 'normal', 'low'].indexOf(priority))
  expect(ranks).toEqual([...ranks].sort())
})

test('a task that is added meanwhile shifts nothing', async () => {
  const first = (await scene.call(alice, 'tasks_list', { order: 'due' })).output
  const early = await scene.call(alice, 'tasks_create', { projectId, title: 'Early', due: '2026-12-01' })
  const second = (await scene.call(alice, 'tasks_list', { order: 'due', cursor: first.nextCursor })).output
  await scene.call(alice, 'tasks_delete', { taskId: early.output.id })
  const ids = [...first.tasks, ...second.tasks].map(({ id }: { id: string }) => id)
  expect(new Set(ids).size).toBe(2 * LIST_PAGE_SIZE)
})

test('projects come by name over all pages', async () => {
  for (let index = 0; index <= LIST_PAGE_SIZE; index += 1) await scene.addProject(bob, `Project ${index % 10}`)
  const { all, sizes } = await walk(bob, 'tasks_list_projects', {}, 'projects')
  expect(sizes).toEqual([LIST_PAGE_SIZE, 1])
  expect(new Set(all.map(({ id }) => id)).size).toBe(LIST_PAGE_SIZE + 1)
})

test('a cursor shows its finder nothing of its maker', async () => {
  const { output } = await scene.call(alice, 'tasks_list', { order: 'due' })
  const found = await scene.call(newPerson('mallory'), 'tasks_list', { order: 'due', cursor: output.nextCursor })
  expect(found.output).toEqual({ tasks: [], nextCursor: null })
})

describe('a bad cursor is an invalid argument', () => {
  const forged = (key: object) => Buffer.from(JSON.stringify(key)).toString('base64url')
  const key = { order: 'due', id: newId('task'), title: 'a', due: null, priority: 2, createdAt: '2026-01-01T00:00:00Z' }

  test.each([
    ['nonsense', 'tasks_list', 'nonsense'],
    ['of another order', 'tasks_list', forged({ ...key, order: 'newest' })],
    ['with a NUL character', 'tasks_list', forged({ ...key, title: 'a\0' })],
    ['with an impossible date', 'tasks_list', forged({ ...key, due: '0000-00-00' })],
    ['with a smuggled field', 'tasks_search', forged({ ...key, ownerId: alice.sub })],
    ['with an object for a value', 'tasks_search', forged({ ...key, id: { not: '' } })],
    ['of another list', 'tasks_list_projects', forged(key)],
  ])('%s at %s', async (_what, tool, cursor) => {
    const input = { cursor, ...(tool === 'tasks_search' && { text: 'many' }) }
    expect((await scene.call(alice, tool, input)).error?.error).toBe('invalid_arguments')
  })

  test('while the honest one is not', async () => {
    expect((await scene.call(alice, 'tasks_list', { cursor: forged(key) })).output).toBeDefined()
  })
})
