import { LIST_PAGE_SIZE, lineSchema, projectIdSchema, taskListSchema } from '@chaperone/contracts'
import { cursorSchema } from '@chaperone/mcp-server-kit'
import { z } from 'zod'
import { defineTool } from '../define-tool.ts'
import { escapeLike } from '../escape-like.ts'
import { findProject } from '../find-project.ts'
import { myProjects } from '../my-projects.ts'
import { taskPage } from '../task-page.ts'

export const searchTasks = defineTool({
  name: 'tasks_search',
  title: 'Search tasks',
  description: `Finds open and done tasks whose title or notes contain a text, or that have it as a label, upper and lower case alike, by due date, ${LIST_PAGE_SIZE} a page.`,
  scope: 'tasks:read',
  effect: 'read',
  input: z.strictObject({
    text: lineSchema(200),
    projectId: projectIdSchema.exactOptional(),
    cursor: cursorSchema.exactOptional(),
  }),
  output: taskListSchema,
  async run({ input: { text, projectId, cursor }, caller, db }) {
    if (projectId) await findProject({ db, caller, projectId })
    const matches = { contains: escapeLike(text), mode: 'insensitive' } as const
    const where = {
      project: myProjects(caller),
      ...(projectId && { projectId }),
      OR: [{ title: matches }, { notes: matches }, { labels: { has: text.toLowerCase() } }],
    }
    return taskPage({ db, where, order: 'due', cursor })
  },
})
