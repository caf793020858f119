import type { Metadata } from 'next'
import { Suspense } from 'react'
import { LoadingRows } from '@/components/data/notices'
import { PageShell } from '@/components/shell/page-shell'
import type { SearchParams } from '@/components/shell/search-params'
import { TasksContent } from '@/components/tasks/tasks-content'
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

  return (
    <PageShell
      person={person}
      title="Tasks"
      actions={<LinkTabs label="Which tasks" tabs={views.map((tab) => ({ ...tab, isOpen: tab === view }))} />}
    >
      <TimeZoneReporter known={timeZone} />
      <Suspense key={view.status} fallback={<LoadingRows rows={6} />}>
        <TasksContent person={person} status={view.status} timeZone={timeZone} />
      </Suspense>
    </PageShell>
  )
}
