import type { Task } from '@chaperone/contracts'
import type { DateTime } from 'luxon'
import { formatDay, toDate } from '../answers/dates.ts'
import { strong } from '../answers/parts.ts'
import type { PlanRun } from '../plan-runner.ts'

/** Proposes another due date for a task; null takes it off. */
export async function proposeDueDate<Step extends string>(
  plan: PlanRun<Step>,
  step: Step,
  { task, due }: { task: Task; due: DateTime | null },
): Promise<void> {
  await plan.propose(step, {
    connection: 'tasks',
    tool: 'tasks_update',
    args: { taskId: task.id, version: task.version, due: due && toDate(due) },
    intention: due
      ? ['I make ', strong(task.title), ` due ${formatDay(due)}.`]
      : ['I take the due date off ', strong(task.title), '.'],
  })
}
