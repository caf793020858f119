import type { Caller } from '@chaperone/mcp-auth'
import { notFound } from '@chaperone/mcp-server-kit'
import type { TasksTransaction } from './define-tool.ts'
import { findProject } from './find-project.ts'
import { myProjects } from './my-projects.ts'
import { requireWriter } from './require-writer.ts'
import { type TaskRow, withProjectName } from './task-answer.ts'

export interface TaskLookup {
  db: TasksTransaction
  caller: Caller
  taskId: string
}

/**
 * A task of a project in which the caller has a role.
 *
 * @throws ToolError `not_found` alike for a task of others and for one that does not exist.
 */
export async function findTask({ db, caller, taskId }: TaskLookup): Promise<TaskRow> {
  const task = await db.task.findFirst({ where: { id: taskId, project: myProjects(caller) }, include: withProjectName })
  if (!task) throw notFound('task')
  return task
}

/**
 * A task that the caller may change or delete.
 *
 * @throws ToolError `not_found` when the caller cannot see it, `forbidden` when the caller is a viewer.
 */
export async function findTaskToChange({ db, caller, taskId }: TaskLookup): Promise<TaskRow> {
  const task = await findTask({ db, caller, taskId })
  requireWriter(await findProject({ db, caller, projectId: task.projectId }))
  return task
}
