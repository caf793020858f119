import { taskDetailsSchema, taskIdSchema } from '@chaperone/contracts'
import { z } from 'zod'
import { defineTool } from '../define-tool.ts'
import { findTask } from '../find-task.ts'
import { taskAnswer } from '../task-answer.ts'
import { historyOf } from '../task-history.ts'

export const getTask = defineTool({
  name: 'tasks_get',
  title: 'Read a task',
  description: 'Reads one task of a project the caller can see, with who completed or reopened it and when.',
  scope: 'tasks:read',
  effect: 'read',
  input: z.strictObject({ taskId: taskIdSchema }),
  output: taskDetailsSchema,
  async run({ input: { taskId }, caller, db }) {
    const task = await findTask({ db, caller, taskId })
    return { ...taskAnswer(task), history: await historyOf({ db, caller, taskId }) }
  },
})
