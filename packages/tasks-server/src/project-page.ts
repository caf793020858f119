import { LIST_PAGE_SIZE, lineSchema, type ProjectList, projectIdSchema, projectRoleSchema } from '@chaperone/contracts'
import { orderByOf, type Prisma, rowsAfter, type SortColumn } from '@chaperone/db'
import type { Caller } from '@chaperone/mcp-auth'
import { cursorOf, pageOf } from '@chaperone/mcp-server-kit'
import { z } from 'zod'
import type { TasksTransaction } from './define-tool.ts'
import { myMemberships, myProjects } from './my-projects.ts'

const columns: readonly SortColumn[] = [
  { column: 'name', direction: 'asc' },
  { column: 'id', direction: 'asc' },
]
const positions = cursorOf(z.strictObject({ name: lineSchema(200), id: projectIdSchema }))

interface PageQuery {
  db: TasksTransaction
  caller: Caller
  cursor?: string | undefined
}

/** One page of the projects in which the caller has a role, by name. @throws ToolError `invalid_arguments` for a bad cursor */
export async function projectPage({ db, caller, cursor }: PageQuery): Promise<ProjectList> {
  const rows = await db.project.findMany({
    where: { AND: [myProjects(caller), cursor === undefined ? {} : rowsAfter(columns, positions.read(cursor))] },
    include: { members: { where: myMemberships(caller), take: 1 } },
    orderBy: orderByOf<Prisma.ProjectOrderByWithRelationInput>(columns),
    take: LIST_PAGE_SIZE + 1,
  })
  const { page, last } = pageOf(rows)
  return {
    projects: page.map(({ id, name, members: [membership] }) => ({
      id,
      name,
      role: projectRoleSchema.parse(membership?.role),
    })),
    nextCursor: last && positions.write({ name: last.name, id: last.id }),
  }
}
