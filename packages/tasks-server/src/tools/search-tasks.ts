import { LIST_PAGE_SIZE, lineSchema, projectIdSchema, taskListSchema } from '@chaperone/contracts'
import { z } from 'zod'
import { defineTool } from '../define-tool.ts'
import { escapeLike } from '../escape-like.ts'
import { findProject } from '../find-project.ts'
import { myProjects } from '../my-projects.ts'
import { taskAnswer, taskOrder, withProjectName } from '../task-answer.ts'

export const searchTasks = defineTool({
  name: 'tasks_search',
  title: 'Search tasks',
  description: `Finds open and done tasks whose title or notes contain a text, upper and lower case alike, at most ${LIST_PAGE_SIZE}.`,
  scope: 'tasks:read',
  effect: 'read',
  input: z.strictObject({ text: lineSchema(200), projectId: projectIdSchema.exactOptional() }),
  output: taskListSchema,
  async run({ input: { text, projectId }, caller, db }) {
    if (projectId) await findProject({ db, caller, projectId })
    const matches = { contains: escapeLike(text), mode: 'insensitive' } as const
    const rows = await db.task.findMany({
      where: {
        project: myProjects(caller),
        ...(projectId && { projectId }),
        OR: [{ title: matches }, { notes: matches }],
      },
      include: withProjectName,
      orderBy: [...taskOrder],
      take: LIST_PAGE_SIZE,
    })
    return { tasks: rows.map(taskAnswer) }
  },
})
