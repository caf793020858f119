import { type Project, projectRoleSchema } from '@chaperone/contracts'
import type { Caller } from '@chaperone/mcp-auth'
import { notFound } from '@chaperone/mcp-server-kit'
import type { TasksTransaction } from './define-tool.ts'
import { myMemberships, myProjects } from './my-projects.ts'

export interface MyProject extends Project {
  ownerId: string
}

/**
 * A project in which the caller has a role, with that role.
 *
 * @throws ToolError `not_found` alike for a project of others and for one that does not exist.
 */
export async function findProject({
  db,
  caller,
  projectId,
}: {
  db: TasksTransaction
  caller: Caller
  projectId: string
}): Promise<MyProject> {
  const project = await db.project.findFirst({
    where: { id: projectId, ...myProjects(caller) },
    include: { members: { where: myMemberships(caller), take: 1 } },
  })
  const membership = project?.members[0]
  if (!project || !membership) throw notFound('project')
  return {
    id: project.id,
    name: project.name,
    ownerId: project.ownerId,
    role: projectRoleSchema.parse(membership.role),
  }
}
