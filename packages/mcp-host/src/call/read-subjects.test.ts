import { expect, test } from 'vitest'
import type { CallOutcome } from '../planner.ts'
import { readSubjects } from './read-subjects.ts'
import { subjectRules } from './subject-rules.ts'

const task = { id: 'task_1', title: 'Buy milk', projectName: 'Apollo' }
const projects = [{ id: 'prj_1', name: 'Apollo' }]
const answers: Record<string, unknown> = { tasks_get: task, tasks_list_projects: { projects } }

async function read(tool: string): Promise<CallOutcome> {
  return { status: 'done', hop: 2, result: answers[tool] }
}

test('an id is put into the words of what it names', async () => {
  expect(await readSubjects({ taskId: 'task_1' }, subjectRules.tasks, read)).toEqual([
    { argument: 'taskId', text: 'Task “Buy milk” in Apollo' },
  ])
  expect(await readSubjects({ projectId: 'prj_1', title: 'x' }, subjectRules.tasks, read)).toEqual([
    { argument: 'projectId', text: 'Project “Apollo”' },
  ])
})

test('what cannot be read, or is something else, has no words', async () => {
  const refused = async (): Promise<CallOutcome> => ({ status: 'refused', hop: 2, code: 'no', message: 'no' })
  const unread = [{ argument: 'taskId', text: null }]
  expect(await readSubjects({ taskId: 'task_1' }, subjectRules.tasks, refused)).toEqual(unread)
  expect(await readSubjects({ taskId: 'task_2' }, subjectRules.tasks, read)).toEqual(unread)
})

test('without an id nothing is read', async () => {
  expect(await readSubjects({ title: 'x' }, subjectRules.tasks, () => Promise.reject(new Error()))).toEqual([])
})
