import { LIST_PAGE_SIZE, projectListSchema, projectRoleSchema } from '@chaperone/contracts'
import { z } from 'zod'
import { defineTool } from '../define-tool.ts'
import { myMemberships, myProjects } from '../my-projects.ts'

export const listProjects = defineTool({
  name: 'tasks_list_projects',
  title: 'List projects',
  description: 'Lists the projects the caller owns or was invited to, with the caller’s role in each.',
  scope: 'tasks:read',
  effect: 'read',
  input: z.strictObject({}),
  output: projectListSchema,
  async run({ caller, db }) {
    const rows = await db.project.findMany({
      where: myProjects(caller),
      include: { members: { where: myMemberships(caller), take: 1 } },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
      take: LIST_PAGE_SIZE,
    })
    return {
      projects: rows.map(({ id, name, members: [membership] }) => ({
        id,
        name,
        role: projectRoleSchema.parse(membership?.role),
      })),
    }
  },
})
