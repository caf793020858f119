import { type TaskPriority, taskPriorities } from '@chaperone/contracts'

/** The column's value: 1 is the highest, so that sorting upwards shows what is urgent first. */
export function priorityColumn(priority: TaskPriority): number {
  return taskPriorities.indexOf(priority) + 1
}

/** @throws Error for a number that the column does not allow */
export function priorityOf(column: number): TaskPriority {
  const priority = taskPriorities[column - 1]
  if (!priority) throw new Error(`there is no priority ${column}`)
  return priority
}
