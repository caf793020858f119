import { LIST_PAGE_SIZE, newId, type Task, type TaskDetails, taskStatusSchema } from '@chaperone/contracts'
import type { Caller } from '@chaperone/mcp-auth'
import { ToolError } from '@chaperone/mcp-server-kit'
import type { TasksTransaction } from './define-tool.ts'
import { myProjects } from './my-projects.ts'
import type { TaskRow } from './task-answer.ts'

interface StatusChange {
  db: TasksTransaction
  caller: Caller
  task: TaskRow
  status: Task['status']
}

/** Of one task. */
const MAX_STATUS_CHANGES = 1_000
/** Nobody whom a project is shared with brings a task to its end. */
const KEPT_FOR_OWNER = 200

/**
 * Notes who completed or reopened a task. Nothing of ours changes or deletes such a line; it goes with its task.
 *
 * @throws ToolError `limit_reached` for a task that was completed and reopened 1,000 times
 */
export async function recordStatusChange({ db, caller, task, status }: StatusChange): Promise<void> {
  const { id: taskId, projectId, ownerId } = task
  const most = ownerId === caller.ownerId ? MAX_STATUS_CHANGES : MAX_STATUS_CHANGES - KEPT_FOR_OWNER
  if ((await db.statusChange.count({ where: { taskId } })) >= most) {
    throw new ToolError('limit_reached', 'This task was completed and reopened too often. Create another one.')
  }
  const who = { changedBy: caller.ownerId, changedByEmail: caller.email ?? null }
  await db.statusChange.createMany({
    data: [{ id: newId('statusChange'), taskId, projectId, ownerId, status, ...who }],
  })
}

/** Who completed or reopened a task that the caller can see, latest first, at most a page. */
export async function historyOf(query: {
  db: TasksTransaction
  caller: Caller
  taskId: string
}): Promise<TaskDetails['history']> {
  const rows = await query.db.statusChange.findMany({
    where: { taskId: query.taskId, task: { project: myProjects(query.caller) } },
    orderBy: [{ changedAt: 'desc' }, { id: 'desc' }],
    take: LIST_PAGE_SIZE,
  })
  return rows.map(({ status, changedByEmail, changedAt }) => ({
    status: taskStatusSchema.parse(status),
    by: changedByEmail,
    at: changedAt.toISOString(),
  }))
}
