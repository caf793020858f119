import type { ProjectRole } from '@chaperone/contracts'
import type { Prisma } from '@chaperone/db'
import type { Caller } from '@chaperone/mcp-auth'

/**
 * The memberships that are the caller's own: by id, or an invitation that was sent to the caller's verified email.
 * The same rule as `tasks.my_role()` in the database, which stands behind every query that uses this one.
 */
export function myMemberships(caller: Caller): Prisma.ProjectMemberWhereInput {
  const mine: Prisma.ProjectMemberWhereInput[] = [{ memberId: caller.ownerId }]
  if (caller.email) mine.push({ memberId: null, email: caller.email })
  return { OR: mine }
}

/** The projects in which the caller has a role; one of `roles` when they are given. */
export function myProjects(caller: Caller, roles?: readonly ProjectRole[]): Prisma.ProjectWhereInput {
  const membership = myMemberships(caller)
  return { members: { some: roles ? { AND: [membership, { role: { in: [...roles] } }] } : membership } }
}
