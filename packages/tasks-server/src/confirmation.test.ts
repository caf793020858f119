import { createHmac } from 'node:crypto'
import { REQUEST_STATE_SECONDS } from '@chaperone/contracts'
import { connectClient } from '@chaperone/mcp-server-kit/testing'
import type { CallToolResult, InputRequiredResult } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newPerson, type Person, startTasks, type TasksScene } from './testing/tasks-scene.ts'

const SECRET = 'a secret that both instances of the server know'
const alice = newPerson('alice')
const bob = newPerson('bob')

let scene: TasksScene
let projectId: string

beforeAll(async () => {
  scene = await startTasks({ instances: 2, environment: { REQUEST_STATE_SECRET: SECRET } })
  // Both may delete: what stops Bob is that the question was put to Alice.
  projectId = await scene.addProject(alice, 'Apollo', { editor: bob })
})
afterAll(() => scene?.stop())

async function newTask(): Promise<string> {
  return (await scene.call(alice, 'tasks_create', { projectId, title: 'Doomed' })).output.id
}

async function isThere(taskId: string): Promise<boolean> {
  return (await scene.call(alice, 'tasks_get', { taskId })).output !== undefined
}

interface Attempt {
  person?: Person
  taskId: string
  requestState?: string
  answer?: object
  instance?: 0 | 1
}

const yes = { action: 'accept', content: { confirm: true } }

/** One round of the official client, without what it would do by itself with a question. */
async function attempt({ person = alice, taskId, requestState, answer = yes, instance = 0 }: Attempt) {
  const client = await connectClient({
    resource: scene.servers[instance]?.resource ?? '',
    credential: scene.token(person),
    answer: () => ({ action: 'decline' }),
  })
  const params = {
    name: 'tasks_delete',
    arguments: { taskId },
    ...(requestState && { requestState, inputResponses: { confirm: answer } }),
  }
  try {
    return (await client.callTool(params, { allowInputRequired: true })) as CallToolResult | InputRequiredResult
  } finally {
    await client.close()
  }
}

async function asked(person: Person, taskId: string): Promise<string> {
  const { requestState } = (await attempt({ person, taskId })) as InputRequiredResult
  if (!requestState) throw new Error('the server did not ask')
  return requestState
}

/** Signs a state anew with another end, as only somebody with the server's secret can. `expiry` is in seconds. */
function withExpiry(state: string, expiry: number): string {
  const [version, body = ''] = state.split('.')
  const content = { ...JSON.parse(Buffer.from(body, 'base64url').toString()), exp: expiry }
  const unsigned = `${version}.${Buffer.from(JSON.stringify(content)).toString('base64url')}`
  return `${unsigned}.${createHmac('sha256', SECRET).update(unsigned).digest('base64url')}`
}

function toolError(result: CallToolResult | InputRequiredResult): string | undefined {
  const [first] = (result as CallToolResult).content ?? []
  return first?.type === 'text' ? JSON.parse(first.text).error : undefined
}

describe('a client that can ask a person', () => {
  test('is given the question and deletes after a yes', async () => {
    const taskId = await newTask()
    const questions: string[] = []
    const client = await connectClient({
      resource: scene.servers[0]?.resource ?? '',
      credential: scene.token(alice),
      answer(question) {
        questions.push(question)
        return { action: 'accept', content: { confirm: true } }
      },
    })
    const result = await client.callTool({ name: 'tasks_delete', arguments: { taskId } })
    await client.close()
    expect(questions).toEqual(['Delete the task “Doomed” for everyone in the project “Apollo”?'])
    expect(result.structuredContent).toEqual({ deleted: true })
    expect(await isThere(taskId)).toBe(false)
  })

  test.each([
    ['declined', { action: 'decline' }],
    ['cancelled', { action: 'cancel' }],
    ['accepted without the yes', { action: 'accept', content: { confirm: false } }],
    ['accepted with something else', { action: 'accept', content: { confirm: 'yes' } }],
  ])('changes nothing when the person %s', async (_what, answer) => {
    const taskId = await newTask()
    const requestState = await asked(alice, taskId)
    expect(toolError(await attempt({ taskId, requestState, answer }))).toBe('declined')
    expect(await isThere(taskId)).toBe(true)
  })

  test('is asked nothing about a task that is not the caller’s to delete', async () => {
    const answer = await attempt({ person: newPerson('mallory'), taskId: await newTask() })
    expect(toolError(answer)).toBe('not_found')
  })
})

test('a client that cannot ask deletes at once', async () => {
  const taskId = await newTask()
  const credential = scene.token(alice)
  const client = await connectClient({ resource: scene.servers[0]?.resource ?? '', credential })
  expect((await client.callTool({ name: 'tasks_delete', arguments: { taskId } })).structuredContent).toEqual({
    deleted: true,
  })
  await client.close()
})

describe('a confirmation', () => {
  test('is good at another instance', async () => {
    const taskId = await newTask()
    const requestState = await asked(alice, taskId)
    await attempt({ taskId, requestState, instance: 1 })
    expect(await isThere(taskId)).toBe(false)
  })

  test('given to Alice is refused from Bob', async () => {
    const taskId = await newTask()
    const requestState = await asked(alice, taskId)
    await expect(attempt({ person: bob, taskId, requestState })).rejects.toMatchObject({ code: -32602 })
    expect(await isThere(taskId)).toBe(true)
    await attempt({ taskId, requestState })
    expect(await isThere(taskId)).toBe(false)
  })

  test('for one task is refused for another', async () => {
    const [taskId, other] = [await newTask(), await newTask()]
    const requestState = await asked(alice, taskId)
    await expect(attempt({ taskId: other, requestState })).rejects.toMatchObject({ code: -32602 })
    expect(await isThere(other)).toBe(true)
  })

  test.each([
    ['a changed signature', (state: string) => `${state.slice(0, -4)}AAAA`],
    ['a changed content', (state: string) => state.replace(/\.(.)/, (_all, first) => `.${first === 'e' ? 'f' : 'e'}`)],
    ['no signature', (state: string) => state.slice(0, state.lastIndexOf('.'))],
    ['nonsense', () => 'state'],
  ])('with %s is refused', async (_what, change) => {
    const taskId = await newTask()
    const requestState = change(await asked(alice, taskId))
    await expect(attempt({ taskId, requestState })).rejects.toMatchObject({ code: -32602 })
    expect(await isThere(taskId)).toBe(true)
  })

  test('works once, also for eight requests at once at two instances', async () => {
    const taskId = await newTask()
    const requestState = await asked(alice, taskId)
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, index) => attempt({ taskId, requestState, instance: (index % 2) as 0 | 1 })),
    )
    const outcomes = results.map((result) => toolError(result) ?? 'deleted').sort()
    expect(outcomes).toEqual(['deleted', ...Array(7).fill('request_state_used')])
  })

  test('that was used is refused although the same task is there again', async () => {
    const taskId = await newTask()
    const row = await scene.rowsOf(alice, (tx) => tx.task.findUniqueOrThrow({ where: { id: taskId } }))
    const requestState = await asked(alice, taskId)
    await attempt({ taskId, requestState })
    await scene.rowsOf(alice, (tx) => tx.task.create({ data: row }))
    expect(toolError(await attempt({ taskId, requestState, instance: 1 }))).toBe('request_state_used')
    expect(await isThere(taskId)).toBe(true)
  })

  test('is over in five minutes', async () => {
    const [, body = ''] = (await asked(alice, await newTask())).split('.')
    const { exp } = JSON.parse(Buffer.from(body, 'base64url').toString())
    expect(exp - Date.now() / 1000).toBeLessThanOrEqual(REQUEST_STATE_SECONDS)
  })

  test('whose time is over is refused', async () => {
    const taskId = await newTask()
    const requestState = await asked(alice, taskId)
    const over = withExpiry(requestState, Math.floor(Date.now() / 1000) - 1)
    await expect(attempt({ taskId, requestState: over })).rejects.toMatchObject({ code: -32602 })
    expect(await isThere(taskId)).toBe(true)
    // The same, not over: it is the time alone that made the difference.
    await attempt({ taskId, requestState: withExpiry(requestState, Math.floor(Date.now() / 1000) + 60) })
    expect(await isThere(taskId)).toBe(false)
  })
})
