import type { Project, Task } from '@chaperone/contracts'
import { shortDate } from '@/components/time/dates'
import { Badge } from '@/components/ui/badge'
import { NewTask } from './new-task.tsx'
import { TaskRow } from './task-row.tsx'

/** One project with its tasks. Viewers see it without the means to change it. */
export function ProjectSection({ project, tasks, today }: { project: Project; tasks: readonly Task[]; today: string }) {
  const canChange = project.role !== 'viewer'
  return (
    <section className="mb-5 rounded-md border border-border bg-card" aria-labelledby={project.id}>
      <header className="flex h-10 items-center gap-3 border-b border-border px-3">
        <h2 id={project.id}>
          <bdi>{project.name}</bdi>
        </h2>
        <Badge>{project.role}</Badge>
        <span className="ml-auto tabular-nums text-muted-foreground">
          {tasks.length} {tasks.length === 1 ? 'task' : 'tasks'}
        </span>
      </header>
      {tasks.length === 0 ? (
        <p className="px-3 py-3 text-muted-foreground">Nothing here.</p>
      ) : (
        <ul>
          {tasks.map((task) => (
            <TaskRow
              key={task.id}
              task={task}
              due={task.due ? shortDate(task.due, today) : ''}
              isOverdue={task.status === 'open' && task.due !== null && task.due < today}
              canChange={canChange}
            />
          ))}
        </ul>
      )}
      {canChange ? <NewTask projectId={project.id} projectName={project.name} /> : null}
    </section>
  )
}
