import { LIST_PAGE_SIZE, projectIdSchema, taskListSchema, taskStatusSchema } from '@chaperone/contracts'
import { z } from 'zod'
import { defineTool } from '../define-tool.ts'
import { findProject } from '../find-project.ts'
import { myProjects } from '../my-projects.ts'
import { taskAnswer, taskOrder, withProjectName } from '../task-answer.ts'
import { dateColumn, dueSchema } from '../task-input.ts'

export const listTasks = defineTool({
  name: 'tasks_list',
  title: 'List tasks',
  description: `Lists tasks of one project, or of all projects of the caller: open ones unless asked otherwise, by due date, at most ${LIST_PAGE_SIZE}.`,
  scope: 'tasks:read',
  effect: 'read',
  input: z.strictObject({
    projectId: projectIdSchema.exactOptional(),
    status: z.enum([...taskStatusSchema.options, 'all']).default('open'),
    dueBefore: dueSchema.describe('Only tasks due before this date (YYYY-MM-DD), not on it').exactOptional(),
    dueAfter: dueSchema.describe('Only tasks due after this date (YYYY-MM-DD), not on it').exactOptional(),
  }),
  output: taskListSchema,
  async run({ input: { projectId, status, dueBefore, dueAfter }, caller, db }) {
    if (projectId) await findProject({ db, caller, projectId })
    const rows = await db.task.findMany({
      where: {
        project: myProjects(caller),
        ...(projectId && { projectId }),
        ...(status !== 'all' && { status }),
        due: { ...(dueBefore && { lt: dateColumn(dueBefore) }), ...(dueAfter && { gt: dateColumn(dueAfter) }) },
      },
      include: withProjectName,
      orderBy: [...taskOrder],
      take: LIST_PAGE_SIZE,
    })
    return { tasks: rows.map(taskAnswer) }
  },
})
