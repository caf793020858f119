import { instantSchema, taskIdSchema } from '@chaperone/contracts'
import type { SortColumn } from '@chaperone/db'
import { cursorOf } from '@chaperone/mcp-server-kit'
import { z } from 'zod'
import type { TaskRow } from './task-answer.ts'
import { dateColumn, dueSchema, titleSchema } from './task-input.ts'

/** What is due first comes first, what has no due date comes last. */
const byDue = [
  { column: 'due', direction: 'asc', isNullable: true },
  { column: 'title', direction: 'asc' },
  { column: 'id', direction: 'asc' },
] as const satisfies SortColumn[]

/** The orders in which tasks are listed. */
export const taskOrders = {
  due: byDue,
  priority: [{ column: 'priority', direction: 'asc' }, ...byDue],
  newest: [
    { column: 'createdAt', direction: 'desc' },
    { column: 'id', direction: 'desc' },
  ],
} as const satisfies Record<string, readonly SortColumn[]>

export const taskOrderSchema = z.enum(['due', 'priority', 'newest'])
export type TaskOrder = z.infer<typeof taskOrderSchema>

/** Where a list of tasks goes on. Made for one order, and for no other. */
const cursor = cursorOf(
  z.strictObject({
    order: taskOrderSchema,
    id: taskIdSchema,
    title: titleSchema,
    due: dueSchema.nullable(),
    priority: z.int().min(1).max(3),
    createdAt: instantSchema,
  }),
)

export function writeTaskCursor(order: TaskOrder, { id, title, due, priority, createdAt }: TaskRow): string {
  const date = due?.toISOString().slice(0, 10) ?? null
  return cursor.write({ order, id, title, due: date, priority, createdAt: createdAt.toISOString() })
}

/** The values of the row after which a page starts. @throws ToolError `invalid_arguments`, also for the cursor of another order */
export function readTaskCursor(order: TaskOrder, text: string) {
  const { due, createdAt, ...key } = cursor.read(text, (read) => read.order === order)
  return { ...key, due: due === null ? null : dateColumn(due), createdAt: new Date(createdAt) }
}
