import { taskIdSchema, taskSchema } from '@chaperone/contracts'
import { z } from 'zod'
import { defineTool } from '../define-tool.ts'
import { findTask } from '../find-task.ts'
import { taskAnswer } from '../task-answer.ts'

export const getTask = defineTool({
  name: 'tasks_get',
  title: 'Read a task',
  description: 'Reads one task of a project the caller can see.',
  scope: 'tasks:read',
  effect: 'read',
  input: z.strictObject({ taskId: taskIdSchema }),
  output: taskSchema,
  async run({ input: { taskId }, caller, db }) {
    return taskAnswer(await findTask({ db, caller, taskId }))
  },
})
