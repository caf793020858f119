import { taskIdSchema, taskSchema } from '@chaperone/contracts'
import { z } from 'zod'
import { defineTool } from '../define-tool.ts'
import { findTask, findTaskToChange } from '../find-task.ts'
import { myProjects } from '../my-projects.ts'
import { writerRoles } from '../require-writer.ts'
import { taskAnswer } from '../task-answer.ts'
import { completion } from '../task-completion.ts'
import { recordStatusChange } from '../task-history.ts'

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
    // Of two who complete it at once, one does.
    const { count } = await db.task.updateMany({
      where: { id: taskId, status: 'open', project: myProjects(caller, writerRoles) },
      data: { ...completion(task, 'done'), version: { increment: 1 } },
    })
    if (count > 0) await recordStatusChange({ db, caller, task, status: 'done' })
    return taskAnswer(await findTask({ db, caller, taskId }))
  },
})
