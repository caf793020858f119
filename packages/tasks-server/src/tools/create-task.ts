import { newId, projectIdSchema, taskPrioritySchema, taskSchema } from '@chaperone/contracts'
import { ToolError } from '@chaperone/mcp-server-kit'
import { z } from 'zod'
import { defineTool } from '../define-tool.ts'
import { findProject } from '../find-project.ts'
import { requireWriter } from '../require-writer.ts'
import { taskAnswer, withProjectName } from '../task-answer.ts'
import { dateColumn, dueSchema, labelsSchema, taskNotesSchema, titleSchema } from '../task-input.ts'
import { priorityColumn } from '../task-priority.ts'

/** Of one project: whoever may see them looks through all. */
const MAX_TASKS = 5_000
/** Nobody whom a project is shared with fills it. */
const KEPT_FOR_OWNER = 1_000

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
    priority: taskPrioritySchema.default('normal'),
    labels: labelsSchema.exactOptional(),
  }),
  output: taskSchema,
  async run({ input: { projectId, title, notes, due, priority, labels }, caller, db }) {
    const project = await findProject({ db, caller, projectId })
    requireWriter(project)
    const most = project.ownerId === caller.ownerId ? MAX_TASKS : MAX_TASKS - KEPT_FOR_OWNER
    if ((await db.task.count({ where: { projectId } })) >= most) {
      throw new ToolError('limit_reached', `This project has ${most} tasks. Delete some of those that are done.`)
    }
    const row = await db.task.create({
      data: {
        id: newId('task'),
        projectId,
        ownerId: project.ownerId,
        createdBy: caller.ownerId,
        title,
        notes: notes ?? null,
        due: due ? dateColumn(due) : null,
        priority: priorityColumn(priority),
        labels: labels ?? [],
      },
      include: withProjectName,
    })
    return taskAnswer(row)
  },
})
