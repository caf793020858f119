import { LIST_PAGE_SIZE, projectListSchema } from '@chaperone/contracts'
import { cursorSchema } from '@chaperone/mcp-server-kit'
import { z } from 'zod'
import { defineTool } from '../define-tool.ts'
import { projectPage } from '../project-page.ts'

export const listProjects = defineTool({
  name: 'tasks_list_projects',
  title: 'List projects',
  description: `Lists the projects the caller owns or was invited to, with the caller’s role in each, ${LIST_PAGE_SIZE} a page.`,
  scope: 'tasks:read',
  effect: 'read',
  input: z.strictObject({ cursor: cursorSchema.exactOptional() }),
  output: projectListSchema,
  async run({ input: { cursor }, caller, db }) {
    return projectPage({ db, caller, cursor })
  },
})
