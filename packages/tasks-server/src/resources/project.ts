import { projectIdSchema, projectSchema, taskListSchema } from '@chaperone/contracts'
import { z } from 'zod'
import { defineResource } from '../define-tool.ts'
import { findProject } from '../find-project.ts'
import { myProjects } from '../my-projects.ts'
import { projectPage } from '../project-page.ts'
import { taskPage } from '../task-page.ts'

export const projectResource = defineResource({
  name: 'project',
  title: 'A project',
  description: 'One project the caller can see, with its open tasks by priority. nextCursor goes on in tasks_list.',
  scope: 'tasks:read',
  uriTemplate: 'tasks://projects/{projectId}',
  params: z.strictObject({ projectId: projectIdSchema }),
  mimeType: 'application/json',
  content: z.strictObject({ project: projectSchema, ...taskListSchema.shape }),
  async list({ caller, db }) {
    const { projects } = await projectPage({ db, caller })
    return projects.map(({ id, name }) => ({ params: { projectId: id }, name: id, title: name }))
  },
  async read({ input: { projectId }, caller, db }) {
    const { id, name, role } = await findProject({ db, caller, projectId })
    const where = { projectId, status: 'open', project: myProjects(caller) }
    return { project: { id, name, role }, ...(await taskPage({ db, where, order: 'priority', cursor: undefined })) }
  },
})
