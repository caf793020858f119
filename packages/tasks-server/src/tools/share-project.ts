import { newId, projectIdSchema } from '@chaperone/contracts'
import { ToolError } from '@chaperone/mcp-server-kit'
import { z } from 'zod'
import { defineTool } from '../define-tool.ts'
import { findProject } from '../find-project.ts'

const MAX_MEMBERS = 200

export const shareProject = defineTool({
  name: 'tasks_share_project',
  title: 'Share a project',
  description:
    'Lets the person with this email address see a project (viewer) or also change its tasks (editor). Only the project’s owner may. Sharing again changes the role.',
  scope: 'tasks:share',
  effect: 'write',
  input: z.strictObject({
    projectId: projectIdSchema,
    email: z.string().trim().toLowerCase().max(254).pipe(z.email()),
    role: z.enum(['editor', 'viewer']),
  }),
  output: z.strictObject({ shared: z.literal(true) }),
  async run({ input: { projectId, email, role }, caller, db }) {
    const project = await findProject({ db, caller, projectId })
    if (project.role !== 'owner' || project.ownerId !== caller.ownerId) {
      throw new ToolError('forbidden', `Only the owner of the project “${project.name}” may share it. Ask them to.`)
    }
    const ownerRow = await db.projectMember.findFirst({
      where: { projectId, ownerId: caller.ownerId, role: 'owner', email },
    })
    if (ownerRow || email === caller.email) {
      throw new ToolError('invalid_arguments', 'This is your own address: the project is yours already.')
    }
    const others = await db.projectMember.count({
      where: { projectId, ownerId: caller.ownerId, email: { not: email } },
    })
    if (others >= MAX_MEMBERS) {
      throw new ToolError('limit_reached', `This project is shared with ${MAX_MEMBERS} people, which is the most.`)
    }
    // An invitation, not a look-up: nothing here depends on whether that person has an account.
    await db.projectMember.upsert({
      where: { projectId_email: { projectId, email }, ownerId: caller.ownerId },
      create: { id: newId('member'), projectId, ownerId: caller.ownerId, email, role },
      update: { role },
    })
    return { shared: true as const }
  },
})
