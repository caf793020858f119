import { newId } from '@chaperone/contracts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newPerson, startTasks, type TasksScene } from './testing/tasks-scene.ts'

const owner = newPerson('alice')
const editor = newPerson('bob')
const viewer = newPerson('carol')
const stranger = newPerson('mallory')

let scene: TasksScene
let projectId: string

beforeAll(async () => {
  scene = await startTasks()
  projectId = await scene.addProject(owner, 'Apollo', { editor, viewer })
})
afterAll(() => scene?.stop())

async function newTask(title: string, fields: Record<string, unknown> = {}): Promise<string> {
  const { output } = await scene.call(owner, 'tasks_create', { projectId, title, ...fields })
  return output.id
}

describe('sharing', () => {
  test('with oneself is refused and leaves the owner an owner', async () => {
    const input = { projectId, email: ' Alice@Example.com ', role: 'viewer' }
    const { error } = await scene.call(owner, 'tasks_share_project', input)
    expect(error?.error).toBe('invalid_arguments')
    expect((await scene.call(owner, 'tasks_list_projects')).output.projects[0].role).toBe('owner')
  })

  test('again changes the role; the answer says nothing about the person', async () => {
    const guest = newPerson('guest')
    const share = (role: string) => scene.call(owner, 'tasks_share_project', { projectId, email: guest.email, role })
    const roleOfGuest = async () => (await scene.call(guest, 'tasks_list_projects')).output.projects[0].role
    const first = await share('viewer')
    expect(first.output).toEqual({ shared: true })
    expect(await roleOfGuest()).toBe('viewer')
    expect(await share('editor')).toEqual(first)
    expect(await roleOfGuest()).toBe('editor')
  })
})

describe('updates', () => {
  test('lose notes and due date by null, and nothing by omission', async () => {
    const fields = { notes: 'First line\nSecond line', due: '2027-03-01', priority: 'high', labels: ['roof'] }
    const taskId = await newTask('Notes', fields)
    const { output: renamed } = await scene.call(owner, 'tasks_update', { taskId, version: 1, title: 'Renamed' })
    expect(renamed).toMatchObject({ title: 'Renamed', ...fields, version: 2 })
    const emptying = { taskId, version: 2, notes: null, due: null, labels: [], priority: 'low' }
    const { output: emptied } = await scene.call(owner, 'tasks_update', emptying)
    expect(emptied).toMatchObject({ title: 'Renamed', notes: null, due: null, labels: [], priority: 'low', version: 3 })
  })

  test('made from an earlier version are refused with the current one, and change nothing', async () => {
    const taskId = await newTask('Contested')
    const { output: current } = await scene.call(editor, 'tasks_update', { taskId, version: 1, title: 'Bob was first' })
    const lost = await scene.call(owner, 'tasks_update', { taskId, version: 1, title: 'Alice did not see' })
    expect(lost.error).toMatchObject({ error: 'conflict', current })
    expect((await scene.call(owner, 'tasks_get', { taskId })).output).toMatchObject(current)
  })

  test('of one version, eight at once: one is made and seven are refused', async () => {
    const taskId = await newTask('Contested')
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        scene.call(index % 2 ? owner : editor, 'tasks_update', { taskId, version: 1, title: `Title ${index}` }),
      ),
    )
    const made = answers.filter(({ output }) => output)
    expect(made).toHaveLength(1)
    expect(answers.filter(({ error }) => error?.error === 'conflict')).toHaveLength(7)
    const { output } = await scene.call(owner, 'tasks_get', { taskId })
    expect(output).toMatchObject({ title: made[0]?.output.title, version: 2 })
  })

  test('tell a viewer nothing but that they are forbidden, whatever the version', async () => {
    const { error } = await scene.call(viewer, 'tasks_update', {
      taskId: await newTask('Seen'),
      version: 9,
      title: 'x',
    })
    expect(Object.keys(error ?? {})).toEqual(['error', 'message'])
    expect(error?.error).toBe('forbidden')
  })
})

describe('completion', () => {
  test('is remembered with who and when, and completing again changes nothing', async () => {
    const taskId = await newTask('Done twice')
    const { output: first } = await scene.call(editor, 'tasks_complete', { taskId })
    expect(first).toMatchObject({ status: 'done', version: 2 })
    expect((await scene.call(owner, 'tasks_complete', { taskId })).output).toEqual(first)
    const { output: reopened } = await scene.call(owner, 'tasks_update', { taskId, version: 2, status: 'open' })
    expect(reopened).toMatchObject({ status: 'open', completedAt: null, version: 3 })
    await scene.call(owner, 'tasks_update', { taskId, version: 3, status: 'open', title: 'Still open' })
    const { history } = (await scene.call(viewer, 'tasks_get', { taskId })).output
    expect(history).toMatchObject([
      { status: 'open', by: owner.email },
      { status: 'done', by: editor.email },
    ])
    expect(history[1].at.slice(0, 10)).toBe(first.completedAt.slice(0, 10))
  })

  test('by eight at once is remembered once', async () => {
    const taskId = await newTask('Done by all')
    await Promise.all(Array.from({ length: 8 }, () => scene.call(owner, 'tasks_complete', { taskId })))
    const { output } = await scene.call(owner, 'tasks_get', { taskId })
    expect(output).toMatchObject({ status: 'done', version: 2 })
    expect(output.history).toHaveLength(1)
  })

  test('cannot be put into another person’s mouth, nor taken back', async () => {
    const taskId = await newTask('Honest')
    await scene.call(owner, 'tasks_complete', { taskId })
    const forged = { id: newId('statusChange'), taskId, projectId, ownerId: owner.sub, status: 'done' }
    const inAlicesName = scene.rowsOf(editor, (tx) =>
      tx.statusChange.create({ data: { ...forged, changedBy: owner.sub } }),
    )
    await expect(inAlicesName).rejects.toThrow()
    await expect(scene.rowsOf(owner, (tx) => tx.statusChange.deleteMany())).rejects.toThrow()
    await expect(
      scene.rowsOf(owner, (tx) => tx.statusChange.updateMany({ data: { status: 'open' } })),
    ).rejects.toThrow()
    expect(await scene.rowsOf(stranger, (tx) => tx.statusChange.findMany())).toEqual([])
    expect((await scene.call(owner, 'tasks_get', { taskId })).output.history).toHaveLength(1)
  })
})

describe('search', () => {
  test.each([
    ['%', 'Sale 50% off', 'Sale 50 off'],
    ['a_b', 'Rename a_b', 'Rename axb'],
    ['back\\slash', 'A back\\slash', 'A backslash'],
    ['ÉCLAIR', 'Buy an éclair', 'Buy a cake'],
  ])('takes %s literally, whatever the case', async (text, hit, miss) => {
    const hitId = await newTask(hit)
    const missId = await newTask(miss)
    const { output } = await scene.call(viewer, 'tasks_search', { text, projectId })
    const ids = output.tasks.map((task: { id: string }) => task.id)
    expect(ids).toContain(hitId)
    expect(ids).not.toContain(missId)
  })

  test('finds a label, whatever the case, and a label is one however often it is given', async () => {
    const taskId = await newTask('Climb up', { labels: ['Roof Work', 'roof work', 'dry'] })
    const { output } = await scene.call(viewer, 'tasks_search', { text: 'ROOF WORK' })
    expect(output.tasks).toMatchObject([{ id: taskId, labels: ['roof work', 'dry'] }])
    const listed = await scene.call(viewer, 'tasks_list', { label: 'Roof work' })
    expect(listed.output).toEqual(output)
  })
})

test.each([
  ['a smuggled owner', 'tasks_create', { projectId: newId('project'), title: 'Mine now', owner_id: stranger.sub }],
  ['an update without a version', 'tasks_update', { taskId: newId('task'), title: 'Blind' }],
  ['a change of nothing', 'tasks_update', { taskId: newId('task'), version: 1 }],
  ['a NUL character', 'tasks_create', { projectId: newId('project'), title: 'a\0b' }],
  ['an impossible date', 'tasks_create', { projectId: newId('project'), title: 'Leap', due: '2027-02-29' }],
  ['eleven labels', 'tasks_create', { projectId: newId('project'), title: 'Many', labels: [...'abcdefghijk'] }],
  ['a priority of another kind', 'tasks_list', { priority: 1 }],
  ['a date before PostgreSQL’s calendar', 'tasks_list', { dueAfter: '0000-01-01' }],
  ['an id of another kind', 'tasks_get', { taskId: newId('project') }],
])('%s is an invalid input, not an internal error', async (_what, tool, input) => {
  const answer = await scene.call(owner, tool, input)
  expect(answer.output).toBeUndefined()
  expect([200, 400]).toContain(answer.status)
  expect(answer.body).toMatch(/invalid/i)
  expect(answer.body).not.toContain('internal_error')
})
