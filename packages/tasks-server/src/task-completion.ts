import type { Task } from '@chaperone/contracts'

/** The columns that say whether a task is done. One that is done keeps the instant at which it became so. */
export function completion(
  current: { completedAt: Date | null },
  status: Task['status'],
): { status: Task['status']; completedAt: Date | null } {
  return { status, completedAt: status === 'done' ? (current.completedAt ?? new Date()) : null }
}
