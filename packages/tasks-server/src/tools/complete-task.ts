import { taskIdSchema, taskSchema } from '@chaperone/contracts'
import { z } from 'zod'
import { defineTool } from '../define-tool.ts'
import { findTaskToChange } from '../find-task.ts'
import { myProjects } from '../my-projects.ts'
import { writerRoles } from '../require-writer.ts'
import { taskAnswer, withProjectName } from '../task-answer.ts'
import { completion } from '../task-completion.ts'

export const completeTask = defineTool({
  name: 'tasks_complete',
  title: 'Complete a task',
  description: 'Marks one task as done. Completing it again changes nothing.',
  scope: 'tasks:write',
  effect: 'write',
  input: z.strictObject({ taskId: taskIdSchema }),
  output: taskSchema,
  async run({ input: { taskId }, caller, db }) {
    const task = await findTaskToChange({ db, caller, taskId })
    const row = await db.task.update({
      where: { id: taskId, project: myProjects(caller, writerRoles) },
      data: completion(task, 'done'),
      include: withProjectName,
    })
    return taskAnswer(row)
  },
})
