import { projectListSchema, taskListSchema } from '@chaperone/contracts'
import type { Metadata } from 'next'
import { CallLines } from '@/components/data/call-lines'
import { EmptyNotice, RefusedNotice } from '@/components/data/notices'
import { readAs } from '@/components/data/read-as'
import { PageShell } from '@/components/shell/page-shell'
import type { SearchParams } from '@/components/shell/search-params'
import { ProjectSection } from '@/components/tasks/project-section'
import { today } from '@/components/time/dates'
import { readerTimeZone } from '@/components/time/time-zone'
import { TimeZoneReporter } from '@/components/time/time-zone-reporter'
import { LinkTabs } from '@/components/ui/link-tabs'
import { requirePerson } from '@/session/current-person'

export const metadata: Metadata = { title: 'Tasks' }

const views = [
  { status: 'open', title: 'Open', href: '/tasks' },
  { status: 'done', title: 'Done', href: '/tasks?status=done' },
  { status: 'all', title: 'All', href: '/tasks?status=all' },
] as const

export default async function TasksPage({ searchParams }: { searchParams: SearchParams }) {
  const person = await requirePerson('/tasks')
  const asked = (await searchParams).status
  const view = views.find(({ status }) => status === asked) ?? views[0]
  const timeZone = await readerTimeZone()
  const [projects, tasks] = await Promise.all([
    readAs(person, { connection: 'tasks', tool: 'tasks_list_projects' }, projectListSchema),
    readAs(person, { connection: 'tasks', tool: 'tasks_list', arguments: { status: view.status } }, taskListSchema),
  ])
  const failed = [projects, tasks].find((reading) => !reading.isRead)

  return (
    <PageShell
      person={person}
      title="Tasks"
      actions={<LinkTabs label="Which tasks" tabs={views.map((tab) => ({ ...tab, isOpen: tab === view }))} />}
    >
      <TimeZoneReporter known={timeZone} />
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
    </PageShell>
  )
}
