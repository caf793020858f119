import { taskIdSchema, taskPrioritySchema, taskSchema, taskStatusSchema } from '@chaperone/contracts'
import { conflict } from '@chaperone/mcp-server-kit'
import { z } from 'zod'
import { defineTool } from '../define-tool.ts'
import { findTask, findTaskToChange } from '../find-task.ts'
import { myProjects } from '../my-projects.ts'
import { writerRoles } from '../require-writer.ts'
import { taskAnswer } from '../task-answer.ts'
import { completion } from '../task-completion.ts'
import { recordStatusChange } from '../task-history.ts'
import { dateColumn, dueSchema, labelsSchema, taskNotesSchema, titleSchema } from '../task-input.ts'
import { priorityColumn } from '../task-priority.ts'

export const updateTask = defineTool({
  name: 'tasks_update',
  title: 'Change a task',
  description:
    'Changes title, notes, due date, priority, labels or status of one task. Null removes notes or due date; what is left out stays. Refused when somebody changed the task since the version was read.',
  scope: 'tasks:write',
  effect: 'write',
  input: z
    .strictObject({
      taskId: taskIdSchema,
      version: z.int().min(1).describe('version of the task as you read it'),
      title: titleSchema.exactOptional(),
      notes: taskNotesSchema.nullable().exactOptional(),
      due: dueSchema.nullable().exactOptional(),
      priority: taskPrioritySchema.exactOptional(),
      labels: labelsSchema.exactOptional(),
      status: taskStatusSchema.exactOptional(),
    })
    .refine((input) => Object.keys(input).length > 2, 'name at least one change'),
  output: taskSchema,
  async run({ input: { taskId, version, due, priority, status, ...changes }, caller, db }) {
    const task = await findTaskToChange({ db, caller, taskId })
    // The row as it was read here, and as the caller read it: then nobody changed it in between.
    const { count } = await db.task.updateMany({
      where: { AND: [{ version: task.version }, { version }], id: taskId, project: myProjects(caller, writerRoles) },
      data: {
        ...changes,
        ...(due !== undefined && { due: due === null ? null : dateColumn(due) }),
        ...(priority && { priority: priorityColumn(priority) }),
        ...(status && completion(task, status)),
        version: { increment: 1 },
      },
    })
    const current = taskAnswer(await findTask({ db, caller, taskId }))
    if (count === 0) throw conflict('task', current)
    if (status && status !== task.status) await recordStatusChange({ db, caller, task, status })
    return current
  },
})
