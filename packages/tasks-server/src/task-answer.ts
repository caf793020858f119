import { type Task, taskStatusSchema } from '@chaperone/contracts'
import type { Prisma } from '@chaperone/db'
import { priorityOf } from './task-priority.ts'

/** What every query includes whose rows become answers. */
export const withProjectName = { project: { select: { name: true } } } as const satisfies Prisma.TaskInclude

export type TaskRow = Prisma.TaskGetPayload<{ include: typeof withProjectName }>

/** A row as callers see it: without owner and author. `due` is `YYYY-MM-DD`. */
export function taskAnswer(row: TaskRow): Task {
  return {
    id: row.id,
    projectId: row.projectId,
    projectName: row.project.name,
    title: row.title,
    notes: row.notes,
    due: row.due?.toISOString().slice(0, 10) ?? null,
    status: taskStatusSchema.parse(row.status),
    completedAt: row.completedAt?.toISOString() ?? null,
    priority: priorityOf(row.priority),
    labels: row.labels,
    version: row.version,
  }
}
