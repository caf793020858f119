import { taskIdSchema, taskSchema, taskStatusSchema } from '@chaperone/contracts'
import { z } from 'zod'
import { defineTool } from '../define-tool.ts'
import { findTaskToChange } from '../find-task.ts'
import { myProjects } from '../my-projects.ts'
import { writerRoles } from '../require-writer.ts'
import { taskAnswer, withProjectName } from '../task-answer.ts'
import { completion } from '../task-completion.ts'
import { dateColumn, dueSchema, taskNotesSchema, titleSchema } from '../task-input.ts'

export const updateTask = defineTool({
  name: 'tasks_update',
  title: 'Change a task',
  description:
    'Changes title, notes, due date or status of one task. Null removes notes or due date; what is left out stays.',
  scope: 'tasks:write',
  effect: 'write',
  input: z
    .strictObject({
      taskId: taskIdSchema,
      title: titleSchema.exactOptional(),
      notes: taskNotesSchema.nullable().exactOptional(),
      due: dueSchema.nullable().exactOptional(),
      status: taskStatusSchema.exactOptional(),
    })
    .refine((input) => Object.keys(input).length > 1, 'name at least one change'),
  output: taskSchema,
  async run({ input: { taskId, due, status, ...texts }, caller, db }) {
    const task = await findTaskToChange({ db, caller, taskId })
    const row = await db.task.update({
      where: { id: taskId, project: myProjects(caller, writerRoles) },
      data: {
        ...texts,
        ...(due !== undefined && { due: due === null ? null : dateColumn(due) }),
        ...(status && completion(task, status)),
      },
      include: withProjectName,
    })
    return taskAnswer(row)
  },
})
