'use client'

import type { Task } from '@chaperone/contracts'
import { ChangeStatus } from '@/components/data/change-status'
import { useChange } from '@/components/data/use-change'
import { TickIcon } from '@/components/icons/icons'
import { Badge } from '@/components/ui/badge'
import { classNames } from '@/components/ui/class-names'

export interface TaskRowProps {
  task: Task
  /** `Fri 27 Nov`, or empty without a due date. */
  due: string
  isOverdue: boolean
  canChange: boolean
}

/** One task, with the box that completes it or opens it again. */
export function TaskRow({ task, due, isOverdue, canChange }: TaskRowProps) {
  const change = useChange()
  const isDone = task.status === 'done'
  const isBusy = change.state.step === 'proposing' || 'card' in change.state

  function toggle() {
    void change.propose(
      isDone
        ? {
            connection: 'tasks',
            tool: 'tasks_update',
            arguments: { taskId: task.id, version: task.version, status: 'open' },
          }
        : { connection: 'tasks', tool: 'tasks_complete', arguments: { taskId: task.id } },
    )
  }

  return (
    <li className="border-t border-border first:border-t-0">
      <div className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 px-3 py-1.5 md:min-h-9 md:flex-nowrap">
        {canChange ? (
          <button
            type="button"
            aria-label={isDone ? `Open again: ${task.title}` : `Complete: ${task.title}`}
            disabled={isBusy}
            onClick={toggle}
            className={classNames(
              'grid size-6 flex-none place-items-center rounded-sm border disabled:opacity-55 md:size-5',
              isDone ? 'border-border-strong bg-secondary' : 'border-input bg-card hover:bg-accent',
            )}
          >
            {isDone ? <TickIcon /> : null}
          </button>
        ) : null}
        <span className="min-w-0 flex-1">
          <span className={classNames('break-words', isDone && 'text-muted-foreground line-through')}>
            <bdi>{task.title}</bdi>
          </span>
          {task.notes ? <span className="block truncate text-xs text-muted-foreground">{task.notes}</span> : null}
        </span>
        <TaskChips task={task} isIndented={canChange} />
        {due ? (
          <span className={classNames('flex-none tabular-nums', isOverdue ? 'font-medium' : 'text-muted-foreground')}>
            {isOverdue ? 'overdue, ' : ''}
            {due}
          </span>
        ) : null}
      </div>
      {change.state.step === 'idle' ? null : (
        <div className="px-3 pb-3 empty:hidden">
          <ChangeStatus change={change} />
        </div>
      )}
    </li>
  )
}

/** What sets a task apart: a priority other than the normal one, and its labels. Narrow, on a line below the title. */
function TaskChips({ task, isIndented }: { task: Task; isIndented: boolean }) {
  const words = [...(task.priority === 'normal' ? [] : [`${task.priority} priority`]), ...task.labels]
  if (words.length === 0) return null
  return (
    <span
      className={classNames(
        'order-last flex min-w-0 basis-full flex-wrap gap-1 md:order-none md:basis-auto md:justify-end',
        isIndented && 'pl-9 md:pl-0',
      )}
    >
      {words.map((word) => (
        <Badge key={word}>{word}</Badge>
      ))}
    </span>
  )
}
