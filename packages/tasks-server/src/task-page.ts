import { LIST_PAGE_SIZE, type TaskList } from '@chaperone/contracts'
import { orderByOf, type Prisma, rowsAfter } from '@chaperone/db'
import { pageOf } from '@chaperone/mcp-server-kit'
import type { TasksTransaction } from './define-tool.ts'
import { taskAnswer, withProjectName } from './task-answer.ts'
import { readTaskCursor, type TaskOrder, taskOrders, writeTaskCursor } from './task-order.ts'

interface PageQuery {
  db: TasksTransaction
  /** Includes whose tasks they are. */
  where: Prisma.TaskWhereInput
  order: TaskOrder
  cursor: string | undefined
}

/** One page of tasks. @throws ToolError `invalid_arguments` for a cursor that was not made for this order */
export async function taskPage({ db, where, order, cursor }: PageQuery): Promise<TaskList> {
  const columns = taskOrders[order]
  const rows = await db.task.findMany({
    where: { AND: [where, cursor === undefined ? {} : rowsAfter(columns, readTaskCursor(order, cursor))] },
    include: withProjectName,
    orderBy: orderByOf<Prisma.TaskOrderByWithRelationInput>(columns),
    take: LIST_PAGE_SIZE + 1,
  })
  const { page, last } = pageOf(rows)
  return { tasks: page.map(taskAnswer), nextCursor: last && writeTaskCursor(order, last) }
}
