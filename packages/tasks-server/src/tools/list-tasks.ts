import {
  LIST_PAGE_SIZE,
  projectIdSchema,
  taskListSchema,
  taskPrioritySchema,
  taskStatusSchema,
} from '@chaperone/contracts'
import { cursorSchema } from '@chaperone/mcp-server-kit'
import { z } from 'zod'
import { defineTool } from '../define-tool.ts'
import { findProject } from '../find-project.ts'
import { myProjects } from '../my-projects.ts'
import { dateColumn, dueSchema, labelSchema } from '../task-input.ts'
import { taskOrderSchema } from '../task-order.ts'
import { taskPage } from '../task-page.ts'
import { priorityColumn } from '../task-priority.ts'

export const listTasks = defineTool({
  name: 'tasks_list',
  title: 'List tasks',
  description: `Lists tasks of one project, or of all projects of the caller: open ones unless asked otherwise, ${LIST_PAGE_SIZE} a page.`,
  scope: 'tasks:read',
  effect: 'read',
  input: z.strictObject({
    projectId: projectIdSchema.exactOptional(),
    status: z.enum([...taskStatusSchema.options, 'all']).default('open'),
    dueBefore: dueSchema.describe('Only tasks due before this date (YYYY-MM-DD), not on it').exactOptional(),
    dueAfter: dueSchema.describe('Only tasks due after this date (YYYY-MM-DD), not on it').exactOptional(),
    priority: taskPrioritySchema.exactOptional(),
    label: labelSchema.exactOptional(),
    order: taskOrderSchema
      .default('due')
      .describe('By due date, by priority and then due date, or the latest added first'),
    cursor: cursorSchema.exactOptional(),
  }),
  output: taskListSchema,
  async run({ input: { projectId, status, dueBefore, dueAfter, priority, label, order, cursor }, caller, db }) {
    if (projectId) await findProject({ db, caller, projectId })
    const where = {
      project: myProjects(caller),
      ...(projectId && { projectId }),
      ...(status !== 'all' && { status }),
      ...(priority && { priority: priorityColumn(priority) }),
      ...(label && { labels: { has: label } }),
      due: { ...(dueBefore && { lt: dateColumn(dueBefore) }), ...(dueAfter && { gt: dateColumn(dueAfter) }) },
    }
    return taskPage({ db, where, order, cursor })
  },
})
