import type { Metadata } from 'next'
import { Suspense } from 'react'
import { CalendarContent } from '@/components/calendar/calendar-content'
import { NewEvent } from '@/components/calendar/new-event'
import { weekOf } from '@/components/calendar/week'
import { LoadingRows } from '@/components/data/notices'
import { NextIcon, PreviousIcon } from '@/components/icons/icons'
import { PageShell } from '@/components/shell/page-shell'
import type { SearchParams } from '@/components/shell/search-params'
import { today } from '@/components/time/dates'
import { readerTimeZone } from '@/components/time/time-zone'
import { TimeZoneReporter } from '@/components/time/time-zone-reporter'
import { Button } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { requirePerson } from '@/session/current-person'

export const metadata: Metadata = { title: 'Calendar' }

export default async function CalendarPage({ searchParams }: { searchParams: SearchParams }) {
  const person = await requirePerson('/calendar')
  const { week: asked } = await searchParams
  const timeZone = await readerTimeZone()
  const week = weekOf(typeof asked === 'string' ? asked : undefined, timeZone)
  const date = today(timeZone)

  return (
    <PageShell
      person={person}
      title="Calendar"
      actions={<NewEvent date={week.dates.includes(date) ? date : week.start} timeZone={timeZone} />}
    >
      <TimeZoneReporter known={timeZone} />
      <nav aria-label="Weeks" className="mb-3 flex items-center gap-2">
        <Button asChild size="icon">
          <Link href={`/calendar?week=${week.previous}`} aria-label="Previous week">
            <PreviousIcon />
          </Link>
        </Button>
        <Button asChild size="icon">
          <Link href={`/calendar?week=${week.next}`} aria-label="Next week">
            <NextIcon />
          </Link>
        </Button>
        <Button asChild>
          <Link href="/calendar">This week</Link>
        </Button>
        <p className="ml-1 font-medium tabular-nums">{week.title}</p>
        <p className="ml-auto hidden text-muted-foreground sm:block">{timeZone}</p>
      </nav>
      <Suspense key={week.start} fallback={<LoadingRows rows={7} />}>
        <CalendarContent person={person} week={week} timeZone={timeZone} />
      </Suspense>
    </PageShell>
  )
}
