import { newId } from '@chaperone/contracts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newPerson, startTasks, type TasksScene } from './testing/tasks-scene.ts'

const alice = newPerson('alice')
const bob = newPerson('bob')

let scene: TasksScene
let projectId: string

beforeAll(async () => {
  scene = await startTasks({ instances: 2 })
  projectId = await scene.addProject(alice, 'Apollo', { editor: bob })
})
afterAll(() => scene?.stop())

async function tasksWith(title: string): Promise<number> {
  return scene.rowsOf(alice, (tx) => tx.task.count({ where: { title } }))
}

test('a repeated call returns the first result and adds nothing', async () => {
  const input = { projectId, title: 'Once', due: '2027-01-01', idempotencyKey: 'first' }
  const first = await scene.call(alice, 'tasks_create', input)
  expect(first.output.title).toBe('Once')
  const repeated = await scene.call(alice, 'tasks_create', { ...input, idempotencyKey: 'first' })
  expect(repeated.output).toEqual(first.output)
  expect(await tasksWith('Once')).toBe(1)
})

test('without a key a repeated call adds a second row', async () => {
  await scene.call(alice, 'tasks_create', { projectId, title: 'Twice' })
  await scene.call(alice, 'tasks_create', { projectId, title: 'Twice' })
  expect(await tasksWith('Twice')).toBe(2)
})

test('sixteen calls at once, at two instances, add one row and get one result', async () => {
  const input = { projectId, title: 'Parallel', idempotencyKey: 'parallel' }
  const answers = await Promise.all(
    Array.from({ length: 16 }, (_, index) => scene.call(alice, 'tasks_create', input, scene.servers[index % 2])),
  )
  expect(new Set(answers.map(({ output }) => output?.id)).size).toBe(1)
  expect(answers.map(({ error }) => error)).toEqual(Array(16).fill(undefined))
  expect(await tasksWith('Parallel')).toBe(1)
})

test('the same key with other arguments is an error and adds nothing', async () => {
  await scene.call(alice, 'tasks_create', { projectId, title: 'Mine', idempotencyKey: 'reused' })
  const other = await scene.call(alice, 'tasks_create', { projectId, title: 'Other', idempotencyKey: 'reused' })
  expect(other.error?.error).toBe('idempotency_key_reused')
  expect(await tasksWith('Other')).toBe(0)
})

test('a key is good for its owner alone', async () => {
  const input = { projectId, title: 'Same key', idempotencyKey: 'shared' }
  const hers = await scene.call(alice, 'tasks_create', input)
  const his = await scene.call(bob, 'tasks_create', input)
  expect(his.output.id).not.toBe(hers.output.id)
})

test('a call that failed leaves its key free', async () => {
  const failed = { projectId: newId('project'), title: 'Late', idempotencyKey: 'retried' }
  expect((await scene.call(alice, 'tasks_create', failed)).error?.error).toBe('not_found')
  const { output } = await scene.call(alice, 'tasks_create', { ...failed, projectId })
  expect(output.title).toBe('Late')
})

test('after its time a key is new again', async () => {
  const input = { projectId, title: 'Tomorrow', idempotencyKey: 'expires' }
  await scene.call(alice, 'tasks_create', input)
  await scene.database.query("UPDATE tasks.idempotency_keys SET expires_at = now() WHERE key = 'expires'")
  await scene.call(alice, 'tasks_create', input)
  expect(await tasksWith('Tomorrow')).toBe(2)
})

test('nobody reads the results kept for another', async () => {
  await scene.call(alice, 'tasks_create', { projectId, title: 'Kept', idempotencyKey: 'kept' })
  const seen = await scene.rowsOf(bob, (tx) => tx.tasksIdempotencyKey.findMany())
  expect(new Set(seen.map(({ ownerId }) => ownerId))).toEqual(new Set([bob.sub]))
})
