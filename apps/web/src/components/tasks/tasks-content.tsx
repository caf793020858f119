import { projectListSchema, taskListSchema } from '@chaperone/contracts'
import { CallLines } from '@/components/data/call-lines'
import { EmptyNotice, RefusedNotice } from '@/components/data/notices'
import { readAs } from '@/components/data/read-as'
import { today } from '@/components/time/dates'
import type { SignedInPerson } from '@/session/current-person'
import { ProjectSection } from './project-section.tsx'

export interface TasksContentProps {
  person: SignedInPerson
  status: 'open' | 'done' | 'all'
  timeZone: string
}

/** The person's projects with their tasks, read through the host. */
export async function TasksContent({ person, status, timeZone }: TasksContentProps) {
  const [projects, tasks] = await Promise.all([
    readAs(person, { connection: 'tasks', tool: 'tasks_list_projects' }, projectListSchema),
    readAs(person, { connection: 'tasks', tool: 'tasks_list', arguments: { status } }, taskListSchema),
  ])
  const failed = [projects, tasks].find((reading) => !reading.isRead)

  return (
    <>
      {failed && !failed.isRead ? (
        <RefusedNotice title="Your tasks could not be read" message={failed.message} />
      ) : null}
      {projects.isRead && projects.data.projects.length === 0 ? (
        <EmptyNotice>You are in no project. Ask the owner of one to share it with {person.email}.</EmptyNotice>
      ) : null}
      {projects.isRead && tasks.isRead
        ? projects.data.projects.map((project) => (
            <ProjectSection
              key={project.id}
              project={project}
              tasks={tasks.data.tasks.filter((task) => task.projectId === project.id)}
              today={today(timeZone)}
            />
          ))
        : null}
      <CallLines hops={[projects.hop, tasks.hop]} />
    </>
  )
}
