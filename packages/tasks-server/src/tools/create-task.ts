import { newId, projectIdSchema, taskSchema } from '@chaperone/contracts'
import { z } from 'zod'
import { defineTool } from '../define-tool.ts'
import { findProject } from '../find-project.ts'
import { requireWriter } from '../require-writer.ts'
import { taskAnswer, withProjectName } from '../task-answer.ts'
import { dateColumn, dueSchema, taskNotesSchema, titleSchema } from '../task-input.ts'

export const createTask = defineTool({
  name: 'tasks_create',
  title: 'Create a task',
  description: 'Adds one task to a project the caller can write to.',
  scope: 'tasks:write',
  effect: 'write',
  creates: true,
  input: z.strictObject({
    projectId: projectIdSchema,
    title: titleSchema,
    notes: taskNotesSchema.exactOptional(),
    due: dueSchema.exactOptional(),
  }),
  output: taskSchema,
  async run({ input: { projectId, title, notes, due }, caller, db }) {
    const project = await findProject({ db, caller, projectId })
    requireWriter(project)
    const row = await db.task.create({
      data: {
        id: newId('task'),
        projectId,
        ownerId: project.ownerId,
        createdBy: caller.ownerId,
        title,
        notes: notes ?? null,
        due: due ? dateColumn(due) : null,
      },
      include: withProjectName,
    })
    return taskAnswer(row)
  },
})
